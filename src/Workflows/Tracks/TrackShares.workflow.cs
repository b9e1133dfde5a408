using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>Tells the tickets which tiers have used their part of the track's budget.</summary>
/// <param name="rules">Null: each tier may use all of it.</param>
/// <param name="budget">The current caps.</param>
/// <param name="tickets">Those that ask the tiers.</param>
internal sealed class TrackShares(HelpRules? rules, Func<Budget?> budget, TrackTickets tickets)
{
    /// <summary>What the tickets at work know; null: no tier has.</summary>
    private IReadOnlyList<int>? _told;

    /// <summary>The tiers that have; null: none.</summary>
    public IReadOnlyList<int>? UsedUp() => rules is not null && budget() is { } caps
        && TierShares.UsedUp(rules, caps, tickets.Usage) is { Count: > 0 } tiers
            ? tiers
            : null;

    /// <summary>Sends it where it has changed.</summary>
    public void Tell()
    {
        var now = UsedUp();
        if (!(now ?? []).SequenceEqual(_told ?? []))
        {
            _told = now;
            tickets.SendOrdersToAll(orders => orders with { UsedUpTiers = now });
        }
    }
}
