namespace SlopTemporal.Worker;

/// <summary>Exit codes of the worker, for whoever supervises it.</summary>
internal static class ExitCode
{
    /// <summary>The home is another worker's.</summary>
    public const int HomeIsTaken = 4;

    /// <summary>Bad arguments or settings.</summary>
    public const int BadSettings = 2;

    /// <summary>Open tracks do not fit this build.</summary>
    public const int Misfit = 3;

    public static void Set(int code) => Environment.ExitCode = code;
}
