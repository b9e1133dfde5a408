using System.Runtime.InteropServices;

namespace SlopTemporal.Door;

/// <summary>System calls that no command needs and that have let programs out of sandboxes, refused by the kernel (seccomp).</summary>
/// <remarks>
/// A list of what is refused, not of what is allowed: compilers, test runners and language runtimes use nearly all others. What is not
/// known here (another architecture) ends the process.
/// </remarks>
internal static class CallFilter
{
    private const uint Allow = 0x7fff0000;
    private const uint Kill = 0x80000000;
    private const uint NoSuchCall = 38;
    private const uint NotPermitted = 1;
    private const uint NoSuchFamily = 97;

    private const ushort Load = 0x20;
    private const ushort IsEqual = 0x15;
    private const ushort IsAtLeast = 0x35;
    private const ushort HasAny = 0x45;
    private const ushort Return = 0x06;

    // Offsets in the kernel's struct seccomp_data.
    private const uint CallNumber = 0;
    private const uint ArchitectureWord = 4;
    private const uint FirstArgument = 16;
    private const uint SecondArgument = 24;

    /// <summary>CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.</summary>
    private const uint NewNamespaces = 0x7E020000;

    /// <summary>Number on x86-64, number on ARM64.</summary>
    private static readonly (uint X64, uint Arm64)[] Refused =
    [
        (101, 117), // ptrace
        (248, 217), (249, 218), (250, 219), // add_key, request_key, keyctl
        (323, 282), (298, 241), (321, 280), // userfaultfd, perf_event_open, bpf
        (165, 40), (166, 39), (155, 41), // mount, umount2, pivot_root
        (272, 97), (308, 268), // unshare, setns
        (310, 270), (311, 271), // process_vm_readv, process_vm_writev
        (303, 264), (304, 265), // name_to_handle_at, open_by_handle_at
        (246, 104), (320, 294), // kexec_load, kexec_file_load
        (175, 105), (313, 273), (176, 106), // init_module, finit_module, delete_module
        (438, 438), // pidfd_getfd
        (428, 428), (429, 429), (430, 430), (431, 431), (432, 432), (433, 433), (442, 442), // open_tree to fspick, mount_setattr
    ];

    /// <summary>As if the kernel were older: clone3, whose flags lie in memory, and io_uring.</summary>
    private static readonly uint[] Missing = [435, 425, 426, 427];

    /// <summary>Holds for this thread and the program that it becomes, for ever.</summary>
    /// <param name="unixSockets">Whether Unix sockets may be made; pairs of them always may.</param>
    public static void Install(bool unixSockets)
    {
        var isX64 = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => true,
            Architecture.Arm64 => false,
            var other => throw new DoorException($"there is no list of system calls for {other}"),
        };
        Native.SetFilter(Make(isX64, unixSockets));
    }

    internal static Instruction[] Make(bool isX64, bool unixSockets)
    {
        uint Number((uint X64, uint Arm64) call) => isX64 ? call.X64 : call.Arm64;
        return
        [
            new(Load, 0, 0, ArchitectureWord),
            new(IsEqual, 1, 0, isX64 ? 0xC000003E : 0xC00000B7),
            new(Return, 0, 0, Kill),
            new(Load, 0, 0, CallNumber),
            // The same calls by other numbers (x32).
            .. isX64 ? [new(IsAtLeast, 0, 1, 0x40000000), new(Return, 0, 0, Error(NoSuchCall))] : Array.Empty<Instruction>(),
            // socket: Unix, IPv4, IPv6, netlink.
            new(IsEqual, 0, 7, Number((41, 198))),
            new(Load, 0, 0, FirstArgument),
            new(IsEqual, unixSockets ? (byte)4 : (byte)3, 0, 1),
            new(IsEqual, 3, 0, 2),
            new(IsEqual, 2, 0, 10),
            new(IsEqual, 1, 0, 16),
            new(Return, 0, 0, Error(NoSuchFamily)),
            new(Return, 0, 0, Allow),
            // clone
            new(IsEqual, 0, 4, Number((56, 220))),
            new(Load, 0, 0, FirstArgument),
            new(HasAny, 0, 1, NewNamespaces),
            new(Return, 0, 0, Error(NotPermitted)),
            new(Return, 0, 0, Allow),
            // ioctl: TIOCSTI, TIOCLINUX
            new(IsEqual, 0, 5, Number((16, 29))),
            new(Load, 0, 0, SecondArgument),
            new(IsEqual, 1, 0, 0x5412),
            new(IsEqual, 0, 1, 0x541C),
            new(Return, 0, 0, Error(NotPermitted)),
            new(Return, 0, 0, Allow),
            .. Refused.SelectMany(call => Refuse(Number(call), NotPermitted)),
            .. Missing.SelectMany(number => Refuse(number, NoSuchCall)),
            new(Return, 0, 0, Allow),
        ];
    }

    private static Instruction[] Refuse(uint number, uint error) => [new(IsEqual, 0, 1, number), new(Return, 0, 0, Error(error))];

    private static uint Error(uint number) => 0x50000 | number;

    /// <summary>The kernel's <c>struct sock_filter</c>.</summary>
    /// <param name="Code">What it does.</param>
    /// <param name="IfTrue">Instructions to skip.</param>
    /// <param name="IfFalse">The same where the comparison fails.</param>
    /// <param name="Operand">What is compared, or loaded, or returned.</param>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);
}
