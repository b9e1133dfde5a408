using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlopTemporal.Local;

/// <summary>Descriptors that travel between processes: Linux only, 64 bits.</summary>
internal static unsafe partial class PosixSockets
{
    private const int UnixFamily = 1;
    private const int StreamType = 1;
    private const int CloseOnExecType = 0x80000;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExecFlag = 1;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int CloseReceivedOnExec = 0x40000000;
    private const int ControlWasCut = 8;
    private const int ControlHeader = 16;

    /// <summary>Two sockets, each of which reads what is written to the other one.</summary>
    public static (SafeFileHandle Ours, SafeFileHandle Theirs) Pair()
    {
        var pair = stackalloc int[2];
        return socketpair(UnixFamily, StreamType | CloseOnExecType, 0, pair) == 0
            ? (new(pair[0], ownsHandle: true), new(pair[1], ownsHandle: true))
            : throw new IOException($"No pair of sockets can be made: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Whether a program that is started from now on gets the descriptor.</summary>
    public static void Inherit(SafeHandle descriptor, bool inherits) =>
        _ = fcntl(descriptor, SetDescriptorFlags, inherits ? 0 : CloseOnExecFlag);

    /// <summary>The descriptor that came with a byte; null: none did, or more than one.</summary>
    public static SafeFileHandle? ReceiveDescriptor(SafeHandle socket)
    {
        byte payload;
        var vector = new Vector { Base = &payload, Length = 1 };
        // Room for one descriptor: what is more is cut off, and seen to be.
        var control = stackalloc byte[24];
        var message = new Message { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 24 };
        if (recvmsg(socket, &message, CloseReceivedOnExec) != 1
            || message.ControlLength < ControlHeader + sizeof(int)
            || *(int*)(control + 8) != SocketLevel
            || *(int*)(control + 12) != Rights)
        {
            return null;
        }

        var received = new SafeFileHandle(*(int*)(control + ControlHeader), ownsHandle: true);
        if (*(nuint*)control == ControlHeader + sizeof(int) && (message.Flags & ControlWasCut) == 0)
        {
            return received;
        }

        received.Dispose();
        return null;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socketpair(int family, int type, int protocol, int* pair);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeHandle descriptor, int command, int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recvmsg(SafeHandle socket, Message* message, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public void* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }
}
