using System.Text.Json.Serialization;

namespace SlopTemporal.Starter.Journals;

/// <summary>What an event of the log is about.</summary>
internal enum LogKind
{
    /// <summary>An attempt has its first prompt.</summary>
    Prompt,

    /// <summary>The model was told something beyond its prompt.</summary>
    Told,

    Turn,

    /// <summary>The words of a reply.</summary>
    Said,

    ToolCall,
    ToolResult,

    /// <summary>A call to a model that gave no usable reply.</summary>
    NoReply,

    /// <summary>A person decided at a gate.</summary>
    Decided,

    /// <summary>The end of <c>verify</c>.</summary>
    Check,

    /// <summary>Tier 4 proposed a patch.</summary>
    Patch,
}

/// <summary>One line of the log: the shape of <c>slop logs --json</c>.</summary>
/// <param name="Text">What happened, one line, cut.</param>
internal sealed record LogEvent(DateTimeOffset At, string Ticket, int Attempt, LogKind Kind, string Text)
{
    /// <summary>What it has in common with lines of the live log that tell the same.</summary>
    [JsonIgnore]
    public LogKey? Key { get; init; }
}
