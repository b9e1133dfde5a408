using SlopTemporal.Domain.Models;

namespace SlopTemporal.Domain.Tracks;

/// <summary>The models of a tier, as a person set them for a track.</summary>
/// <param name="Ladder">Weakest first; at least one.</param>
public sealed record TierModels(IReadOnlyList<ModelName> Ladder)
{
    /// <summary>The level of thinking to ask for, as far as a model knows it; null: what its card says.</summary>
    public string? Thinking { get; init; }
}

/// <summary>When tier 4 is asked about a failing command.</summary>
public enum QaPolicy
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>Where <c>verify</c> fails: it says why, and proposes a patch.</summary>
    Verify,

    /// <summary>Also where a command of a worker fails: it says why.</summary>
    All,
}

/// <summary>What tier 2 does about a ticket that is blocked for good.</summary>
public enum ReplanPolicy
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>It proposes a way on, and a person decides.</summary>
    Ask,

    /// <summary>What it proposes is done, unless it gives the ticket to a person.</summary>
    Auto,
}
