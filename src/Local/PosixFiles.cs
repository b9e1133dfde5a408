using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local;

/// <summary>What a path may turn out to be.</summary>
internal enum GivenKind
{
    File,
    Folder,
    Pipe,
    Socket,
    Device,
}

/// <summary>Reading what somebody named, without waiting for it. Linux only, 64 bits.</summary>
internal static partial class PosixFiles
{
    private const int NotAllowed = 1;
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;

    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoTerminal = 0x100;
    private const int EmptyPath = 0x1000;
    private const int PathOnly = 0x200000;
    private const short Readable = 1;
    private const int TypeMask = 0xF000;

    /// <summary>A handle that tells what is at the path, and opens nothing.</summary>
    /// <inheritdoc cref="Open"/>
    public static SafeFileHandle OpenToLook(string path) => Open(path, PathOnly | CloseOnExec);

    /// <summary>For reading; of a pipe, whether or not somebody writes to it.</summary>
    /// <inheritdoc cref="Open"/>
    public static SafeFileHandle OpenToRead(string path) => Open(path, NonBlocking | CloseOnExec | NoTerminal);

    public static GivenKind KindOf(SafeFileHandle handle) => statx(handle, "", EmptyPath, Posix.StatxBasic, out var status) != 0
        ? throw new IOException($"it cannot be examined: {Marshal.GetLastPInvokeErrorMessage()}")
        : (status.Mode & TypeMask) switch
        {
            0x8000 => GivenKind.File,
            0x4000 => GivenKind.Folder,
            0x1000 => GivenKind.Pipe,
            0xC000 => GivenKind.Socket,
            _ => GivenKind.Device,
        };

    /// <summary>
    /// False: a pipe has somebody who may write, and holds nothing now. At an end, or where nobody writes at all, 0 bytes are read.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool TryRead(SafeFileHandle file, Span<byte> buffer, out int count)
    {
        var read = PosixFiles.read(file, ref MemoryMarshal.GetReference(buffer), (nuint)buffer.Length);
        var error = read < 0 ? Marshal.GetLastPInvokeError() : 0;
        count = (int)Math.Max(read, 0);
        return error switch
        {
            0 => true,
            TryAgain or Interrupted => false,
            _ => throw new IOException(Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    /// <summary>False: nothing came in that time.</summary>
    public static bool WaitToRead(SafeFileHandle file, TimeSpan limit)
    {
        var waiting = new PollFile { File = (int)file.DangerousGetHandle(), Events = Readable };
        return poll(ref waiting, 1, (int)limit.TotalMilliseconds) != 0;
    }

    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="IOException">It cannot be opened for another reason.</exception>
    private static SafeFileHandle Open(string path, int flags)
    {
        var handle = open(path, flags);
        return handle >= 0 ? new(handle, ownsHandle: true) : throw Failed(Marshal.GetLastPInvokeError(), path);
    }

    private static Exception Failed(int error, string path) => error switch
    {
        NoEntry or NotAFolder => new FileNotFoundException($"there is no file {path}"),
        NotAllowed or AccessDenied => new UnauthorizedAccessException("it may not be read"),
        _ => new IOException(Marshal.GetPInvokeErrorMessage(error)),
    };

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, out Posix.Statx status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(SafeFileHandle file, ref byte buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref PollFile files, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int File;
        public short Events;
        public short Found;
    }
}
