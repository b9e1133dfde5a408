using System.Globalization;
using System.Text;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Processes;

/// <summary>Commands that ran without a sandbox, and outlived the worker that started them.</summary>
public static class OrphanedCommands
{
    /// <summary>Marks a command and all that it starts: <c>home/pid/start</c> of the worker.</summary>
    public const string Variable = "SLOP_OWNER";

    private const char Separator = '/';

    /// <summary>The value of the variable for commands of this process.</summary>
    public static string CurrentOwner(SlopHome home)
    {
        var worker = ProcessIdentity.Current;
        return string.Create(CultureInfo.InvariantCulture, $"{home.Id}{Separator}{worker.Pid}{Separator}{worker.Started}");
    }

    /// <summary>Kills those of the home whose worker has ended; to be called before a worker takes work. Linux only.</summary>
    /// <returns>The number of processes that were killed.</returns>
    public static int Kill(SlopHome home)
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var found = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(pid => OwnerOf(pid) is { } owner && owner.Home == home.Id && !owner.Worker.IsAlive)
            .ToList();
        found.ForEach(pid => Posix.Kill(pid, Posix.SigKill));
        return found.Count;
    }

    private static Owner? OwnerOf(int pid)
    {
        try
        {
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/environ")).Split('\0');
            var marked = Array.Find(environment, line => line.StartsWith(Variable + "=", StringComparison.Ordinal));
            return marked?[(Variable.Length + 1)..].Split(Separator) is [var home, var worker, var started]
                && int.TryParse(worker, NumberStyles.None, CultureInfo.InvariantCulture, out var workerPid)
                && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var workerStarted)
                    ? new(home, new(workerPid, workerStarted))
                    : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Owner(string Home, ProcessIdentity Worker);
}
