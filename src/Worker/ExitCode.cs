namespace SlopTemporal.Worker;

/// <summary>Exit codes of the worker, for whoever supervises it.</summary>
internal static class ExitCode
{
    /// <summary>Another worker runs in the home.</summary>
    public const int HomeIsTaken = 4;

    /// <summary>An argument or a setting of the worker cannot be read, or is out of range.</summary>
    public const int BadSettings = 2;

    /// <summary>This build cannot replay the histories of open tracks.</summary>
    public const int IncompatibleHistory = 3;

    public static void Set(int code) => Environment.ExitCode = code;
}
