using System.Globalization;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Sandbox;

/// <summary>What a command may take of the machine, with all that it starts.</summary>
public sealed record SandboxLimits
{
    private const long Megabyte = 1L << 20;

    /// <summary>Those of a command of ours, where nobody set others.</summary>
    public static SandboxLimits Default { get; } = From(new SlopSettings());

    /// <summary>Bytes of memory, of all processes together; a page that they share counts once.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Processes and threads together.</summary>
    public required int Processes { get; init; }

    /// <summary>Bytes of one file.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Bytes that its temporary files may take; they lie in memory, and belong to no process that could be ended for it.</summary>
    public required long TempBytes { get; init; }

    /// <summary>Bytes of the disk that it has to leave free.</summary>
    public required long FreeDiskBytes { get; init; }

    /// <summary>Files that a process has open.</summary>
    public int OpenFiles { get; init; } = 4096;

    /// <summary>What the kernel holds it to; some of it only where the user is not root.</summary>
    internal IReadOnlyList<string> DoorArguments =>
    [
        .. Limit("data", MemoryBytes), .. Limit("nproc", Processes), .. Limit("fsize", FileBytes), .. Limit("nofile", OpenFiles),
        .. Limit("core", 0),
    ];

    public static SandboxLimits From(SlopSettings settings) => new()
    {
        MemoryBytes = settings.CommandMemoryMegabytes * Megabyte,
        Processes = settings.CommandProcesses,
        FileBytes = settings.CommandFileMegabytes * Megabyte,
        TempBytes = settings.TempMegabytes * Megabyte,
        FreeDiskBytes = settings.FreeDiskMegabytes * Megabyte,
    };

    private static string[] Limit(string name, long value) => ["--limit", string.Create(CultureInfo.InvariantCulture, $"{name}={value}")];
}
