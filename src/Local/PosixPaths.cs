using System.Runtime.InteropServices;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local;

/// <summary>
/// System calls on paths that are bytes, without the NUL at their end: the framework's own functions lose names that are not UTF-8.
/// Linux only, 64 bits.
/// </summary>
internal static partial class PosixPaths
{
    private const int NoEntry = 2;
    private const int NotAFolder = 20;
    private const int NameTooLong = 36;
    private const int WorkingFolder = -100;
    private const uint OwnerAll = 0x1c0;

    // struct dirent of 64-bit Linux: inode, offset, length of the record, kind, name.
    private const int NameInRecord = 19;

    /// <summary>The names in a folder, without <c>.</c> and <c>..</c>; none if it is gone.</summary>
    /// <exception cref="PathTooLongException">The path is longer than the system takes.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static List<byte[]> NamesIn(byte[] folder)
    {
        var names = new List<byte[]>();
        var stream = opendir(Terminated(folder));
        if (stream == 0)
        {
            ThrowUnlessGone(folder);
            return names;
        }

        try
        {
            for (var record = readdir(stream); record != 0; record = readdir(stream))
            {
                var name = MarshalName(record + NameInRecord);
                if (name is not ([(byte)'.'] or [(byte)'.', (byte)'.']))
                {
                    names.Add(name);
                }
            }
        }
        finally
        {
            _ = closedir(stream);
        }

        return names;
    }

    /// <summary>Kind, size and mode of what has the path; links are not followed. Null if there is nothing.</summary>
    /// <exception cref="PathTooLongException">The path is longer than the system takes.</exception>
    public static FileFacts? FactsOf(byte[] path)
    {
        if (statx(WorkingFolder, Terminated(path), Posix.NoFollow, Posix.StatxBasic, out var status) == 0)
        {
            return new(status);
        }

        ThrowUnlessGone(path);
        return null;
    }

    public static void RemoveFile(byte[] path) => Must(unlink(Terminated(path)), path);

    /// <summary>Removes an empty folder.</summary>
    public static void RemoveFolder(byte[] path) => Must(rmdir(Terminated(path)), path);

    public static void Rename(byte[] from, byte[] to) => Must(rename(Terminated(from), Terminated(to)), from);

    /// <summary>Gives a folder's owner all permissions again, and nobody else any.</summary>
    public static void GiveOwnerAll(byte[] folder) => Must(chmod(Terminated(folder), OwnerAll), folder);

    private static void Must(int result, byte[] path)
    {
        if (result != 0)
        {
            ThrowUnlessGone(path);
        }
    }

    private static byte[] Terminated(byte[] path) => [.. path, 0];

    private static void ThrowUnlessGone(byte[] path)
    {
        switch (Marshal.GetLastPInvokeError())
        {
            case NoEntry or NotAFolder:
                return;
            case NameTooLong:
                throw new PathTooLongException($"A path is longer than the system takes: {Shown(path)}");
            default:
                throw new IOException($"{Shown(path)} cannot be reached: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static string Shown(byte[] path) => new BytePath(path).ToString();

    private static unsafe byte[] MarshalName(nint name) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)name).ToArray();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint opendir(byte[] path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readdir(nint stream);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int closedir(nint stream);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlink(byte[] path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int rmdir(byte[] path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int rename(byte[] from, byte[] to);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int chmod(byte[] path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int folder, byte[] path, int flags, uint mask, out Posix.Statx status);
}
