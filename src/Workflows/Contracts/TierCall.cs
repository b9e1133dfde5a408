using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>A question to a tier other than the one that works tickets.</summary>
/// <param name="Scope">The attempt that it is about.</param>
/// <param name="Tier">See <see cref="Domain.Models.Tier"/>.</param>
/// <param name="Turn">Counts the attempt's questions to that tier, from 1.</param>
public sealed record TierCall(AttemptScope Scope, int Tier, int Turn)
{
    /// <summary>Failed calls of it that the workflow knows of; null: none.</summary>
    public int? Paid { get; init; }

    /// <summary>What it may spend: after a failed call another one is made only within it. Null: no limit.</summary>
    public Allowance? Left { get; init; }
}

/// <summary>What an answer cost.</summary>
/// <param name="Model">Who gave it.</param>
/// <param name="Usage">Of it and of the failed calls before it that are not paid yet, with the tier.</param>
public sealed record TierBill(ModelName Model, IReadOnlyList<ModelUsage> Usage);
