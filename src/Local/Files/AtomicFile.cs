using System.Security.Cryptography;
using System.Text;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Files;

/// <summary>Files that are whole or not there, whenever the process or the machine stops.</summary>
public static class AtomicFile
{
    /// <summary>For secrets.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int SuffixBytes = 6;

    /// <summary>Writes a temporary file in the same folder, then renames it. Missing folders are made.</summary>
    /// <param name="crashPoint">Prefix of the crash points <c>….temp_written</c> and <c>….renamed</c>.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, string? crashPoint = null)
    {
        PrivateFolder.CreateFor(path);
        Replace(TemporaryFor(path), path, content, mode: null, crashPoint);
    }

    public static void Write(string path, string content, string? crashPoint = null) =>
        Write(path, Encoding.UTF8.GetBytes(content).AsSpan(), crashPoint);

    /// <summary>The same for a secret: nobody but its owner reads it, at no time.</summary>
    public static void WritePrivate(string path, ReadOnlySpan<byte> content)
    {
        PrivateFolder.CreateFor(path);
        Replace(TemporaryFor(path), path, content, OwnerOnly, crashPoint: null);
    }

    /// <summary>
    /// Like <c>Write</c>, but others see the file before it is flushed to the disk; it is on the disk when this returns. For what was
    /// paid for, where each millisecond before a kill counts. After a power failure in between the file may be cut; whoever reads it
    /// must take that as absent.
    /// </summary>
    public static void WriteFast(string path, ReadOnlySpan<byte> content)
    {
        PrivateFolder.CreateFor(path);
        var temporary = TemporaryFor(path);
        using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        file.Write(content);
        file.Flush();
        File.Move(temporary, path, overwrite: true);
        file.Flush(flushToDisk: true);
        Posix.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes the file unless there is one; false if there was. Of two processes one wins, and neither sees half a file.</summary>
    /// <param name="mode">Who may do what with it; null: as files usually are.</param>
    public static bool TryCreate(string path, string content, UnixFileMode? mode = null)
    {
        var temporary = TemporaryFor(path);
        try
        {
            WriteThrough(temporary, Encoding.UTF8.GetBytes(content), mode);
            if (!Posix.TryLink(temporary, path))
            {
                // Windows, or a file system without links. Elsewhere the framework checks first and renames afterwards, and two would win.
                File.Move(temporary, path, overwrite: false);
            }

            Posix.SyncFolder(Path.GetDirectoryName(path)!);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    internal static void Replace(string temporary, string path, ReadOnlySpan<byte> content, UnixFileMode? mode, string? crashPoint)
    {
        try
        {
            WriteThrough(temporary, content, mode);
            CrashPoint.HitPart(crashPoint, "temp_written");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception)
        {
            File.Delete(temporary);
            throw;
        }

        Posix.SyncFolder(Path.GetDirectoryName(path)!);
        CrashPoint.HitPart(crashPoint, "renamed");
    }

    private static void WriteThrough(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (mode is { } kept && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, kept);
        }

        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static string TemporaryFor(string path) =>
        $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SuffixBytes))}.tmp";
}
