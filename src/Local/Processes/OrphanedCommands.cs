using System.Globalization;
using System.Text;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Processes;

/// <summary>What commands without a sandbox started and left behind: when they ended, or when the worker that started them did.</summary>
public static class OrphanedCommands
{
    /// <summary>Marks a command and all that it starts: <c>home/pid/start</c> of the worker.</summary>
    public const string Variable = "SLOP_OWNER";

    private const char Separator = '/';

    /// <summary>Times that is looked for more: what is about to be killed can still start something.</summary>
    private const int MaxRounds = 10;

    /// <summary>A process needs less than that to turn into another program.</summary>
    private static readonly TimeSpan BetweenPrograms = TimeSpan.FromMilliseconds(10);

    private static int _commands;

    /// <summary>The value of the variable for another command of this process; no other command has the same.</summary>
    public static string NextMark(SlopHome home)
    {
        var (worker, number) = (ProcessIdentity.Current, Interlocked.Increment(ref _commands));
        return string.Join(Separator, new object[] { home.Id, worker.Pid, worker.Started, number }.Select(Invariant));
    }

    /// <summary>
    /// Kills what a command started and that has left its session: in the sandbox nothing outlives a command either. Linux only.
    /// </summary>
    /// <param name="mark">The value of the variable that the command had.</param>
    public static void KillRest(string mark)
    {
        for (var round = 0; round < MaxRounds && OperatingSystem.IsLinux(); round++)
        {
            var left = Pids().Where(pid => MarkOf(pid) == mark).ToList();
            left.ForEach(pid => Posix.Kill(pid, Posix.SigKill));
            if (left.Count > 0)
            {
                continue;
            }

            if (!ProcessTable.Now().Any(IsBetweenPrograms))
            {
                return;
            }

            Thread.Sleep(BetweenPrograms);
        }
    }

    /// <summary>Kills those of the home whose worker has ended; to be called before a worker takes work. Linux only.</summary>
    /// <returns>The number of processes that were killed.</returns>
    public static int Kill(SlopHome home)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var found = Pids()
            .Where(pid => OwnerOf(pid) is { } owner && owner.Home == home.Id && !owner.Worker.IsAlive)
            .ToList();
        found.ForEach(pid => Posix.Kill(pid, Posix.SigKill));
        return found.Count;
    }

    private static IEnumerable<int> Pids() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private static Owner? OwnerOf(int pid) => MarkOf(pid)?.Split(Separator) is [var home, var worker, var started, ..]
        && int.TryParse(worker, NumberStyles.None, CultureInfo.InvariantCulture, out var workerPid)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var workerStarted)
            ? new(home, new(workerPid, workerStarted))
            : null;

    // While it turns into another program, the system shows no environment of it; threads of the kernel and the dead have no memory.
    private static bool IsBetweenPrograms(ProcessEntry process) => process.ResidentBytes > 0 && EnvironmentOf(process.Pid) is [];

    private static string? MarkOf(int pid)
    {
        var environment = Encoding.UTF8.GetString(EnvironmentOf(pid) ?? []).Split('\0');
        return Array.Find(environment, line => line.StartsWith(Variable + "=", StringComparison.Ordinal))?[(Variable.Length + 1)..];
    }

    private static byte[]? EnvironmentOf(int pid)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture);

    private sealed record Owner(string Home, ProcessIdentity Worker);
}
