using System.Globalization;

namespace SlopTemporal.Local.Files;

/// <summary>What to do with a pipe where a file is expected.</summary>
public enum PipeUse
{
    /// <summary>For files that a repository or a folder brings along.</summary>
    Refuse,

    /// <summary>For a path that a person typed: it may be the output of a command.</summary>
    Read,
}

/// <summary>
/// Files that a person, a folder or a repository names: only what ends is read, and no more than the maximum. A device or a pipe that
/// nobody writes to would otherwise be waited for, or fill the memory.
/// </summary>
public static class GivenFile
{
    private const int PartBytes = 64 * 1024;

    /// <summary>All bytes of the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is no file, or has more bytes; the message says which, and completes "cannot be read:".</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path, int maximum, PipeUse pipes = PipeUse.Refuse)
    {
        var bytes = ReadStart(path, maximum + 1, pipes);
        return bytes.Length <= maximum
            ? bytes
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it has more than {maximum} bytes"));
    }

    /// <summary>The same as text, in UTF-8 unless a byte order mark says otherwise.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadText(string path, int maximum, PipeUse pipes = PipeUse.Refuse)
    {
        using var text = new StreamReader(new MemoryStream(Read(path, maximum, pipes)));
        return text.ReadToEnd();
    }

    /// <summary>The first bytes of the file, all of them where it has no more.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is no file; the message says what it is, and completes "cannot be read:".</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadStart(string path, int count, PipeUse pipes = PipeUse.Refuse)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        using Stream stream = OperatingSystem.IsLinux() ? GivenStream.Open(path, pipes) : OpenFile(path);
        // The length says nothing of a pipe, and that of a file may change.
        var (all, part) = (new MemoryStream(), new byte[PartBytes]);
        for (var read = stream.Read(part); read > 0 && all.Length < count; read = stream.Read(part))
        {
            all.Write(part, 0, (int)Math.Min(read, count - all.Length));
        }

        return all.ToArray();
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"there is no file {path}");
        }
    }
}
