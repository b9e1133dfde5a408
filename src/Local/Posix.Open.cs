using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local;

/// <summary>Opening beneath a folder: Linux only, 64 bits.</summary>
internal static partial class Posix
{
    private const long SystemCallOpenAt2 = 437;
    private const ulong ReadOnly = 0;
    private const ulong NonBlocking = 0x800;
    private const ulong CloseOnExec = 0x80000;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveNoLinks = 0x04;
    private const ulong ResolveBeneath = 0x08;
    private const int EmptyPath = 0x1000;
    internal const int NoFollow = 0x100;
    internal const uint StatxBasic = 0x7ff;

    /// <summary>Opens for reading what lies beneath the folder, whatever happens to its links meanwhile.</summary>
    /// <param name="error">The system's error number; 0 if the handle is valid.</param>
    public static SafeFileHandle OpenBeneath(SafeFileHandle folder, string path, LinkUse links, out int error)
    {
        var how = new OpenHow
        {
            Flags = ReadOnly | NonBlocking | CloseOnExec,
            Resolve = ResolveBeneath | ResolveNoMagicLinks | (links == LinkUse.Refuse ? ResolveNoLinks : 0),
        };
        var fd = syscall(SystemCallOpenAt2, folder, path, ref how, (nuint)Marshal.SizeOf<OpenHow>());
        error = fd < 0 ? Marshal.GetLastPInvokeError() : 0;
        return new((nint)fd, ownsHandle: true);
    }

    public static SafeFileHandle OpenFolder(string path)
    {
        var fd = open(path, (int)CloseOnExec);
        return fd < 0
            ? throw new DirectoryNotFoundException($"The folder {path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.")
            : new(fd, ownsHandle: true);
    }

    /// <summary>Kind, size and mode of an open file.</summary>
    public static FileFacts FactsOf(SafeFileHandle handle)
    {
        return statx(handle, "", EmptyPath, StatxBasic, out var status) == 0
            ? new(status)
            : throw new IOException($"An open file cannot be examined: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Kind, size and mode of what has the name in an open folder; links are not followed. Null if there is nothing.</summary>
    public static FileFacts? FactsOf(SafeFileHandle folder, string name) =>
        statx(folder, name, NoFollow, StatxBasic, out var status) == 0 ? new(status) : null;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long syscall(long number, SafeFileHandle folder, string path, ref OpenHow how, nuint size);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, out Statx status);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    // The kernel fills 256 bytes; only these are read.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct Statx
    {
        [FieldOffset(16)] public uint Links;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(40)] public long Size;
    }
}
