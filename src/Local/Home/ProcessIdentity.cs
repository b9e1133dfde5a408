using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace SlopTemporal.Local.Home;

/// <summary>A process that cannot be mistaken for a later one with the same id.</summary>
/// <param name="Started">Clock ticks since boot on Linux, else .NET ticks of the start time.</param>
public sealed record ProcessIdentity(int Pid, long Started)
{
    private const int StateField = 3;
    private const int ThreadsField = 20;
    private const int StartField = 22;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public static ProcessIdentity Current { get; } = Find(Environment.ProcessId) ?? new(Environment.ProcessId, 0);

    /// <summary>False as soon as the process has ended, even if nobody has collected it yet.</summary>
    [JsonIgnore]
    public bool IsAlive => Find(Pid) == this;

    /// <summary>The process that has this id now.</summary>
    public static ProcessIdentity? Find(int pid) => OperatingSystem.IsLinux() ? FromProc(pid) : FromFramework(pid);

    /// <summary>Asks the process to end.</summary>
    public void Terminate() => Signal(Posix.SigTerm);

    public void Kill() => Signal(Posix.SigKill);

    /// <summary>True if the process ended within the time.</summary>
    public async Task<bool> WaitForEndAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (IsAlive)
        {
            if (clock.Elapsed > timeout)
            {
                return false;
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        return true;
    }

    private void Signal(int signal)
    {
        if (!IsAlive)
        {
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            Posix.Kill(Pid, signal);
            return;
        }

        using var process = Process.GetProcessById(Pid);
        process.Kill();
    }

    private static ProcessIdentity? FromProc(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in field 2 may hold spaces and brackets: count from its end.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // Its main thread ends first: until the others have, its files and locks are still held.
            var ended = fields[0] == "X" || (fields[0] == "Z" && fields[ThreadsField - StateField] is "0" or "1");
            return ended ? null : new(pid, long.Parse(fields[StartField - StateField], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessIdentity? FromFramework(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : new(pid, process.StartTime.ToUniversalTime().Ticks);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
