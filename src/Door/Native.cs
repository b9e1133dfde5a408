using System.Runtime.InteropServices;

namespace SlopTemporal.Door;

/// <summary>System calls of Linux on 64 bits.</summary>
internal static unsafe partial class Native
{
    public const ushort Inet = 2;
    public const int Stream = 1;
    public const int CloseOnExec = 0x80000;

    private const uint MarkOnly = 4;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int NoNewPrivileges = 38;
    private const int Seccomp = 22;
    private const int SeccompFilter = 2;
    private const int BrokenPipe = 13;

    /// <returns>The result, which is not negative.</returns>
    /// <exception cref="DoorException">It is; the system's reason is in it.</exception>
    public static int Check(int result, string purpose) => result >= 0
        ? result
        : throw new DoorException($"it cannot {purpose}: error {Marshal.GetLastPInvokeError()}");

    /// <summary>Sends a byte with a descriptor beside it.</summary>
    public static void SendDescriptor(int socket, int descriptor)
    {
        const int Header = 16;
        byte payload = 1;
        var vector = new Vector { Base = &payload, Length = 1 };
        var control = stackalloc byte[24];
        *(nuint*)control = Header + sizeof(int);
        *(int*)(control + 8) = SocketLevel;
        *(int*)(control + 12) = Rights;
        *(int*)(control + Header) = descriptor;
        var message = new Message { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 24 };
        Check((int)sendmsg(socket, &message, 0), "hand out the way to the network");
    }

    /// <summary>-1 at the end.</summary>
    public static int ReadByte(int descriptor)
    {
        byte value;
        return read(descriptor, &value, 1) == 1 ? value : -1;
    }

    /// <summary>Kernels before 5.11 have no such flag; there, what is open stays open, as it does without the door.</summary>
    public static void CloseOnExecFrom(uint first) => _ = close_range(first, uint.MaxValue, MarkOnly);

    public static void SetFilter(ReadOnlySpan<CallFilter.Instruction> instructions)
    {
        fixed (CallFilter.Instruction* first = instructions)
        {
            var program = new FilterProgram { Count = (ushort)instructions.Length, First = first };
            Check(prctl(NoNewPrivileges, 1, 0, 0, 0), "give up privileges");
            Check(prctl(Seccomp, SeccompFilter, (nuint)(&program), 0, 0), "refuse system calls");
        }
    }

    /// <summary>Does not return.</summary>
    public static void Become(IReadOnlyList<string> command)
    {
        // The framework ignores it, and a program would go on ignoring it.
        signal(BrokenPipe, 0);
        var arguments = (byte**)NativeMemory.AllocZeroed((nuint)command.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < command.Count; i++)
        {
            arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(command[i]);
        }

        Check(execvp(arguments[0], arguments), $"start {command[0]}");
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, in InetAddress address, uint length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetLimit(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetLimit(int resource, in Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendmsg(int socket, Message* message, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close_range(uint first, uint last, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int execvp(byte* file, byte** arguments);

    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    public struct InetAddress
    {
        public ushort Family;
        public ushort Port;
        public uint Host;
    }

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

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Count;
        public CallFilter.Instruction* First;
    }
}
