namespace SlopTemporal.Starter;

/// <summary>What the process ends with; scripts rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failure = 1;

    /// <summary>Bad input or settings; a red base too.</summary>
    public const int BadInput = 2;

    /// <summary>Nothing can go on without a person's retry or skip.</summary>
    public const int Blocked = 3;

    /// <summary>A gate is open.</summary>
    public const int Waiting = 4;

    public const int Budget = 5;

    public const int Cancelled = 6;

    /// <summary>Left by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
