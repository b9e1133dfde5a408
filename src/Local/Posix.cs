using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local;

/// <summary>The few system calls that the framework does not offer. Linux and macOS unless said.</summary>
internal static partial class Posix
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    /// <summary>Error number EEXIST, the same on Linux and macOS.</summary>
    private const int FileExists = 17;

    private const int WriteOnly = 1;
    private const int AppendOnLinux = 0x400;
    private const int AppendOnMac = 0x8;

    /// <summary>The user that this process works as, in decimal digits; as root, in a container too, 0.</summary>
    public static string UserId { get; } = OperatingSystem.IsWindows() ? "" : geteuid().ToString(CultureInfo.InvariantCulture);

    public static string GroupId { get; } = OperatingSystem.IsWindows() ? "" : getegid().ToString(CultureInfo.InvariantCulture);

    public static bool Kill(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>Makes a rename in the folder survive a power cut.</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new SafeFileHandle(open(path, 0), ownsHandle: true);
        if (!folder.IsInvalid)
        {
            _ = fsync(folder);
        }
    }

    /// <summary>Gives a file a second name, unless the name is taken; false where that cannot be done here at all.</summary>
    /// <exception cref="IOException">The name is taken.</exception>
    public static bool TryLink(string path, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        if (link(path, name) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == FileExists ? throw new IOException($"{name} is there already") : false;
    }

    /// <summary>Adds to the end of a file that is there, in one write that no other writer's can fall into.</summary>
    /// <exception cref="IOException">Nothing, or not all, was written.</exception>
    public static void Append(string path, byte[] bytes)
    {
        var flags = WriteOnly | (OperatingSystem.IsMacOS() ? AppendOnMac : AppendOnLinux);
        using var file = new SafeFileHandle(open(path, flags), ownsHandle: true);
        if (file.IsInvalid || write(file, bytes, (nuint)bytes.Length) != bytes.Length)
        {
            throw new IOException($"Cannot append to {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>The path with every link resolved; the path itself where that is not possible.</summary>
    public static string RealPath(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.GetFullPath(path);
        }

        var real = realpath(path, 0);
        try
        {
            return real == 0 ? Path.GetFullPath(path) : Marshal.PtrToStringUTF8(real)!;
        }
        finally
        {
            free(real);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int link(string path, string name);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle handle);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(SafeFileHandle file, byte[] bytes, nuint count);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, nint buffer);

    [LibraryImport("libc")]
    private static partial void free(nint pointer);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getegid();
}
