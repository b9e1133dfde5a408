using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>The parts of a track's budget that its tiers may use: help must not eat up what the work needs.</summary>
public static class TierShares
{
    /// <summary>The tiers that have used theirs, in order.</summary>
    /// <param name="rules">Says how large the parts are.</param>
    /// <param name="budget">Of the track; a cap that is not set limits no tier.</param>
    /// <param name="usage">What all tickets have used.</param>
    public static IReadOnlyList<int> UsedUp(HelpRules rules, Budget budget, IEnumerable<ModelUsage> usage)
    {
        var used = usage.ToLookup(u => u.Tier ?? Tier.Worker);
        return [.. Tier.All.Where(tier => tier != Tier.Worker && IsUsedUp(rules.ShareOf(tier), budget, used[tier]))];
    }

    private static bool IsUsedUp(decimal share, Budget budget, IEnumerable<ModelUsage> usage)
    {
        var sum = usage.Aggregate(Usage.None, (total, u) => total + u.Usage);
        return sum.Calls > 0 && (sum.Usd >= budget.Usd * share || sum.Tokens >= budget.Tokens * share);
    }
}
