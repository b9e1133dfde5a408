using System.Globalization;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// Ends a command that takes more than it may: the kernel counts for each process or user alone, and does not count root at all.
/// </summary>
internal static class SandboxWatch
{
    /// <summary>In this time a program fills some 300 MB.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Looks at a process and all beneath it until it takes too much.</summary>
    /// <param name="folder">On the disk that it writes to.</param>
    /// <param name="pid">The process.</param>
    /// <returns>What it took and the setting, as the rest of a sentence that begins with "it".</returns>
    public static async Task<string> RunAsync(SandboxLimits limits, string folder, int pid, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            if (FindExcess(limits, folder, ProcessTable.Recent().Beneath(pid)) is { } excess)
            {
                return excess;
            }
        }
    }

    internal static string? FindExcess(SandboxLimits limits, string folder, IReadOnlyList<ProcessEntry> processes)
    {
        // Threads of a program that starts many for a moment are the kernel's to refuse, where it does.
        var count = processes.Sum(process => process.Threads);
        if (count > limits.Processes)
        {
            return Words("had", count, "processes and threads", "command_processes", limits.Processes);
        }

        if (MemoryOf(processes, limits.MemoryBytes) is var bytes && bytes > limits.MemoryBytes)
        {
            return Words("took", bytes >> 20, "MB of memory", "command_memory_megabytes", limits.MemoryBytes >> 20);
        }

        return new DriveInfo(folder).AvailableFreeSpace is var free && free < limits.FreeDiskBytes
            ? Words("left only", free >> 20, "MB of the disk free", "free_disk_megabytes", limits.FreeDiskBytes >> 20)
            : null;
    }

    // What each has in memory counts shared pages many times, and is at hand; the exact sum takes the kernel milliseconds a process.
    private static long MemoryOf(IReadOnlyList<ProcessEntry> processes, long limit) =>
        processes.Sum(process => process.ResidentBytes) is var most && most > limit
            ? processes.Sum(process => ProcessTable.FindProportionalBytes(process.Pid) ?? process.ResidentBytes)
            : most;

    private static string Words(string verb, long amount, string what, string setting, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"{verb} {amount:N0} {what} (setting {setting}: {value})");
}
