namespace SlopTemporal.Domain.Gates;

/// <summary>What a rule says of a call.</summary>
public enum RulePolicy
{
    /// <summary>Runs without asking, with what it asks for, such as the network.</summary>
    Allow,
    Ask,
    Deny,
}

/// <summary>A person's rule for calls of tools, from their settings.</summary>
public sealed record ToolRule
{
    /// <summary>Name of the tool whose calls it is about.</summary>
    public required string Tool { get; init; }

    /// <summary>
    /// How the argument starts that says what the call is about: whole words of a command, or a path. An <see cref="RulePolicy.Allow"/>
    /// holds only for a command of plain words. Null: any call of the tool.
    /// </summary>
    public string? Prefix { get; init; }

    public required RulePolicy Policy { get; init; }

    /// <summary>The highest one that matches wins; among equals the strictest.</summary>
    public int Priority { get; init; }
}
