using System.Diagnostics;

namespace SlopTemporal.Local.Files;

/// <summary>A place where a test can end the process as a power cut would. Nothing happens unless the process arms it.</summary>
public static class CrashPoint
{
    /// <summary>Arms one point: its name, or <c>name:count</c> for the count-th hit of the process.</summary>
    public const string Variable = "SLOP_CRASH";

    /// <summary>A file that is made just before the kill; once it is there, nothing is killed any more.</summary>
    public const string OnceVariable = "SLOP_CRASH_ONCE";

    private static CrashPlan _plan = CrashPlan.Parse(null);

    /// <summary>The constants of <see cref="CrashPoints"/>, for tests that arm each.</summary>
    public static IReadOnlyList<string> Names => CrashPoints.All;

    /// <summary>Reads the environment variable; for the worker only.</summary>
    /// <remarks>The command line inherits the same variables and must not be killed by them.</remarks>
    public static void Arm() => _plan = CrashPlan.Parse(Environment.GetEnvironmentVariable(Variable));

    public static void Hit(string name)
    {
        if (_plan.ShouldCrash(name) && TryClaim(Environment.GetEnvironmentVariable(OnceVariable)))
        {
            KillSelf();
        }
    }

    internal static void HitPart(string? prefix, string part)
    {
        if (prefix is not null)
        {
            Hit($"{prefix}.{part}");
        }
    }

    internal static bool TryClaim(string? marker)
    {
        if (string.IsNullOrEmpty(marker))
        {
            return true;
        }

        try
        {
            new FileStream(marker, FileMode.CreateNew).Dispose();
            return true;
        }
        catch (IOException) when (File.Exists(marker))
        {
            return false;
        }
    }

    private static void KillSelf()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
