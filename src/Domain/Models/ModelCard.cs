namespace SlopTemporal.Domain.Models;

/// <summary>How a model is told how much to think; a wrong word is refused by the service.</summary>
public enum ThinkingControl
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a word of <see cref="ModelCard.ThinkingLevels"/>.</summary>
    Level,

    /// <summary>By a number of tokens.</summary>
    Budget,
}

/// <summary>What is known of a model: what it can do, what it costs, and how long it lives.</summary>
public sealed record ModelCard
{
    /// <summary>Its name, of whatever provider; or <c>provider:name</c> for that one alone.</summary>
    public required string Model { get; init; }

    public ThinkingControl Thinking { get; init; } = ThinkingControl.Level;

    /// <summary>The levels that it knows, least first.</summary>
    public IReadOnlyList<string> ThinkingLevels { get; init; } = ["LOW", "MEDIUM", "HIGH"];

    /// <summary>The level to ask for; null: the model's own default.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Most tokens of a reply, its thoughts included. Every call says so: a model that runs away ends there.</summary>
    public int MaxOutput { get; init; } = 65_536;

    /// <summary>Most tokens of a prompt.</summary>
    public int MaxInput { get; init; } = 1_048_576;

    /// <summary>In order of time; empty: unknown, and then it counts as the dearest, so that a budget holds.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; init; } = [];

    /// <summary>First day, UTC, on which it no longer answers as itself.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>What its provider names in its place.</summary>
    public string? Replacement { get; init; }

    /// <summary>Most calls at once, of all tracks of this process.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Most tokens sent in a minute, of all tracks of this process; null: no limit of ours.</summary>
    public long? TokensPerMinute { get; init; }
}
