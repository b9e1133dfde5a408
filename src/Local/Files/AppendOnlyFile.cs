using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Files;

/// <summary>Appends whole lines to a file that several processes may write; nothing is synced to the disk.</summary>
public static class AppendOnlyFile
{
    /// <exception cref="IOException">The line is not, or not whole, in the file.</exception>
    public static void AppendLine(string path, byte[] line)
    {
        byte[] whole = [.. line, (byte)'\n'];
        PrivateFolder.CreateFor(path);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        if (OperatingSystem.IsWindows())
        {
            file.Write(whole);
            return;
        }

        // FileMode.Append seeks to the end but does not open with O_APPEND, so two writers would write over each other.
        Posix.Append(path, whole);
    }
}
