namespace SlopTemporal.Domain.Models;

/// <summary>Why a call to a model was not used.</summary>
public enum FailureKind
{
    /// <summary>Rate limit, server error, time-out: the same model again after a delay.</summary>
    Transient,

    /// <summary>Empty, malformed, truncated or refused: the next model of the ladder.</summary>
    Quality,

    /// <summary>The day's quota is used up.</summary>
    Quota,

    /// <summary>No retry can help, such as a wrong key.</summary>
    Final,
}

/// <summary>One failed call within a turn. Retries leave no trace in a history, so the result of the turn lists them.</summary>
public sealed record ModelTry(ModelName Model, FailureKind Kind, string Reason, Usage Usage);

/// <summary>What was spent on one model.</summary>
public sealed record ModelUsage(ModelName Model, Usage Usage)
{
    /// <summary>The tier that asked it, see <see cref="Models.Tier"/>; null: tier 3.</summary>
    public int? Tier { get; init; }
}
