namespace SlopTemporal.Local.Live;

/// <summary>What a line of the live log is about.</summary>
public enum LiveKind
{
    /// <summary>A model is asked; whatever the same turn said before does not count.</summary>
    Asked,

    /// <summary>Some more words of a reply.</summary>
    Chunk,

    ToolCall,
    ToolResult,

    /// <summary>The reply was of no use: what it said does not count.</summary>
    Discarded,

    /// <summary>The last line of a log that is as long as it may be.</summary>
    Full,
}

/// <summary>What an agent says or does, as it comes: a JSON line of the live log.</summary>
/// <param name="Stream">Who it is, such as <c>Tier 3 (Worker): parser</c>.</param>
/// <param name="Text">Unread words of models and tools.</param>
public sealed record LiveLine(DateTimeOffset At, string Stream, string Ticket, int Attempt, int Turn, LiveKind Kind, string Text)
{
    /// <summary>What each stream of the tier that works tickets begins with; those of other tiers are no longer.</summary>
    public const string WorkerPrefix = "Tier 3 (Worker): ";

    /// <summary>What each stream of a tier begins with.</summary>
    public static string Prefix(int tier) => tier switch
    {
        Domain.Models.Tier.Planner => "Tier 1 (Plan): ",
        Domain.Models.Tier.Lead => "Tier 2 (Lead): ",
        Domain.Models.Tier.Quality => "Tier 4 (QA): ",
        _ => WorkerPrefix,
    };

    /// <summary>The tier whose turn it is; null: the one that works tickets.</summary>
    public int? Tier { get; init; }

    /// <summary>Of the tool call within the turn, or of the discarded reply; from 1. Null: neither.</summary>
    public int? Number { get; init; }
}
