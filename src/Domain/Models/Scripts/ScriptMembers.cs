namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>The names of all members that a script may hold, for its schema and messages.</summary>
public static class ScriptMembers
{
    /// <summary>Of the script itself.</summary>
    public static IReadOnlyList<string> Script { get; } = ["$schema", "wait_ms", "turns"];

    /// <summary>Of a turn.</summary>
    public static IReadOnlyList<string> Turn { get; } = ["text", "calls", "usage", "wait_ms", "fail"];

    /// <summary>Of a call of a tool.</summary>
    public static IReadOnlyList<string> Call { get; } = ["name", "args"];

    /// <summary>Of the tokens of a turn.</summary>
    public static IReadOnlyList<string> Usage { get; } = ["input", "output", "thoughts", "cached"];

    /// <summary>Of the failures of a turn.</summary>
    public static IReadOnlyList<string> Fail { get; } = ["kind", "times", "retry_after_s"];

    /// <summary>Kinds of failures, as a script writes them.</summary>
    public static IReadOnlyDictionary<string, FailureKind> Kinds { get; } = new Dictionary<string, FailureKind>(StringComparer.Ordinal)
    {
        ["transient"] = FailureKind.Transient,
        ["quality"] = FailureKind.Quality,
        ["quota"] = FailureKind.Quota,
        ["final"] = FailureKind.Final,
    };
}
