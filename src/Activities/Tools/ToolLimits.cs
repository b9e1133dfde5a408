namespace SlopTemporal.Activities.Tools;

/// <summary>How much a tool reads and answers.</summary>
public static class ToolLimits
{
    /// <summary>Characters of a result; the middle of a longer one is left out.</summary>
    public const int Result = 64 * 1024;

    /// <summary>Characters of a command's output in a result.</summary>
    public const int Output = 16 * 1024;

    /// <summary>Lines that one call of read_file shows.</summary>
    public const int Lines = 2_000;

    /// <summary>Entries that one call of list_directory shows.</summary>
    public const int Entries = 1_000;

    /// <summary>Hits of a search.</summary>
    public const int Hits = 200;

    /// <summary>Characters of a hit's line.</summary>
    public const int HitLine = 200;

    /// <summary>How long a search may take.</summary>
    public static readonly TimeSpan Search = TimeSpan.FromSeconds(10);

    /// <summary>Seconds that a command may take where the call does not say.</summary>
    public const int CommandSeconds = 300;

    /// <summary>Most seconds that a call may give a command.</summary>
    public const int MaxCommandSeconds = 3_600;
}
