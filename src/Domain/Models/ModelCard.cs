namespace SlopTemporal.Domain.Models;

/// <summary>How a model is told how much to think; the service refuses a wrong way.</summary>
public enum ThinkingControl
{
    /// <summary>It is not told: the model has no such setting.</summary>
    None,

    /// <summary>By a word of <see cref="ModelCard.ThinkingLevels"/>.</summary>
    Level,

    /// <summary>By a number of tokens.</summary>
    Budget,
}

/// <summary>What is known of a model: what it can do, what it costs, and when it is retired.</summary>
public sealed record ModelCard
{
    /// <summary>Its name, of whatever provider; or <c>provider:name</c> for that one alone.</summary>
    public required string Model { get; init; }

    public ThinkingControl Thinking { get; init; } = ThinkingControl.Level;

    /// <summary>The levels that it knows, least first.</summary>
    public IReadOnlyList<string> ThinkingLevels { get; init; } = ["LOW", "MEDIUM", "HIGH"];

    /// <summary>The level to ask for; null: the model's own default.</summary>
    public string? ThinkingLevel { get; init; }

    /// <summary>Maximum tokens of a reply, thoughts included. Sent with every call: a model that does not stop is cut there.</summary>
    public int MaxOutput { get; init; } = 65_536;

    /// <summary>Maximum tokens of a prompt.</summary>
    public int MaxInput { get; init; } = 1_048_576;

    /// <summary>In order of time; empty: unknown, and then it counts as the most expensive, so that a budget holds.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; init; } = [];

    /// <summary>First day, UTC, on which it no longer answers as itself.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>The model that its provider recommends instead.</summary>
    public string? Replacement { get; init; }

    /// <summary>Maximum calls at once, of all tracks of this process.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Maximum tokens sent in a minute, of all tracks of this process; null: no limit on our side.</summary>
    public long? TokensPerMinute { get; init; }
}
