using System.Diagnostics;

namespace SlopTemporal.Local.Processes;

/// <summary>Children lead a session of their own: a Ctrl-C at our terminal does not reach them, and a signal reaches all of theirs.</summary>
internal static class ProcessSession
{
    private static readonly string? SetSid = ProgramPath.Find("setsid");

    /// <summary>How to start the program, in its own session where the system can.</summary>
    public static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var program = ProgramPath.Find(spec.File) ?? throw ProcessStartException.NotFound(spec.File);
        var info = new ProcessStartInfo(SetSid ?? program) { WorkingDirectory = spec.WorkingDirectory, UseShellExecute = false };
        string[] own = SetSid is null ? [] : [program];
        foreach (var argument in own.Concat(spec.Arguments))
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>To the child and all that stayed in its group.</summary>
    public static void Signal(int pid, int signal)
    {
        if (!OperatingSystem.IsWindows())
        {
            Posix.Kill(SetSid is null ? pid : -pid, signal);
        }
    }

    /// <summary>Those of the group that outlived the child.</summary>
    public static void KillRest(int pid)
    {
        if (SetSid is not null)
        {
            Posix.Kill(-pid, Posix.SigKill);
        }
    }
}
