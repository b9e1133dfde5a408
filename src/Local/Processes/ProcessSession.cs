using System.Diagnostics;

namespace SlopTemporal.Local.Processes;

/// <summary>
/// Each child leads a session of its own: a Ctrl-C at our terminal does not reach it, and a signal reaches it with all that it started.
/// Short ones do so only where there is a terminal.
/// </summary>
/// <remarks>The framework knows neither sessions nor process groups: it ends a tree as it stands, and misses who has left it.</remarks>
internal static class ProcessSession
{
    private static readonly string? SetSid = ProgramPath.Find("setsid");

    // Children of a killed worker must not go on beside those of the next: busybox's setpriv cannot say so.
    private static readonly string[] DieWithParent = OperatingSystem.IsLinux() && ProgramPath.FindFull("setpriv") is { } setPriv
        ? [setPriv, "--pdeathsig", "KILL", "--"]
        : [];

    private static readonly bool HasTerminal = CanOpenTerminal();

    /// <summary>How to start the program, in its own session where the system can.</summary>
    public static ProcessStartInfo StartInfo(ProcessSpec spec, ProcessLifetime survival)
    {
        var program = ProgramPath.Find(spec.File) ?? throw ProcessStartException.NotFound(spec.File);
        string[] session = HasOwn(spec) ? [SetSid!] : [];
        string[] tie = survival == ProcessLifetime.EndsWithParent && !spec.IsShort ? DieWithParent : [];
        string[] line = [.. session, .. tie, program, .. spec.Arguments];
        var info = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = spec.WorkingDirectory, UseShellExecute = false };
        info.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>To the child and all that stayed in its group.</summary>
    public static void Signal(ProcessSpec spec, int pid, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            Posix.Kill(HasOwn(spec) ? -pid : pid, signal);
        }
    }

    /// <summary>Those of the group that outlived the child.</summary>
    public static void KillRest(ProcessSpec spec, int pid)
    {
        if (HasOwn(spec))
        {
            Posix.Kill(-pid, Posix.SigKill);
        }
    }

    private static bool HasOwn(ProcessSpec spec) => SetSid is not null && (HasTerminal || !spec.IsShort);

    // The worker and the server are started without one.
    private static bool CanOpenTerminal()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

internal enum ProcessLifetime
{
    EndsWithParent,
    OutlivesParent,
}
