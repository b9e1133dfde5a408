using SlopTemporal.Domain.Models;

namespace SlopTemporal.Domain.Tracks;

/// <summary>What the tiers beside the worker do in a track, as its workflows know it.</summary>
/// <remarks>Histories outlive code: members are added, never renamed or retyped.</remarks>
public sealed record HelpRules
{
    /// <summary>Where nothing is set: a red check is worth its analysis, each failing command of a worker is not.</summary>
    public const QaPolicy DefaultQa = QaPolicy.Verify;

    /// <summary>Where nothing is set.</summary>
    public const ReplanPolicy DefaultReplan = ReplanPolicy.Ask;

    /// <summary>Part of a track's budget that a tier beside the worker may use at most, where nothing is set.</summary>
    public const decimal DefaultShare = 0.25m;

    /// <summary>When tier 4 is asked about a failing command.</summary>
    public QaPolicy Qa { get; init; }

    /// <summary>True: tier 2 reads the work of a ticket before it is merged.</summary>
    public bool? Review { get; init; }

    /// <summary>What tier 2 does about a blocked ticket.</summary>
    public ReplanPolicy Replan { get; init; }

    /// <summary>
    /// Parts of the track's budget that tiers may use at most, by name; for one that is not here <see cref="DefaultShare"/>.
    /// </summary>
    public IReadOnlyDictionary<string, decimal>? BudgetShares { get; init; }

    /// <summary>The rules of a document.</summary>
    public static HelpRules From(TrackDocument document) => new()
    {
        Qa = document.Qa ?? DefaultQa,
        Review = document.Review,
        Replan = document.Replan ?? DefaultReplan,
        BudgetShares = document.BudgetShares,
    };

    /// <summary>Part of the track's budget that a tier may use at most.</summary>
    public decimal ShareOf(int tier) =>
        tier == Tier.Worker ? 1 : BudgetShares is { } set && set.TryGetValue(Tier.Name(tier), out var share) ? share : DefaultShare;
}
