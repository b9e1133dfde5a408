using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>The gate at a cap: which one is met, what was spent, what comes next, and what an approval means.</summary>
public static class BudgetGates
{
    /// <summary>The action that is asked for. Its detail is the caps that are met, as a plain approval sets them.</summary>
    /// <param name="owner">The ticket; empty: the track itself.</param>
    /// <param name="cap">All caps of the owner.</param>
    /// <param name="use">What is counted against them.</param>
    /// <param name="next">What the next call is expected to take.</param>
    /// <param name="more">What a plain approval adds to a cap that is met.</param>
    public static GateAction CreateAction(string owner, Budget cap, BudgetUse use, Spending next, Budget more)
    {
        var all = CapUse.Of(cap, use);
        // Whoever stops at a cap has the same numbers; should it stop for another reason after all, a person reads of every cap.
        var met = all.Where(c => c.IsMet).ToList() is { Count: > 0 } some ? some : [.. all];
        var others = all.Except(met).Select(c => $"{c.Describe(c.Spent)} of {c.Describe(c.Cap)}").ToList();
        var caps = Part(cap, c => met.Any(m => m.Name == c));
        var takes = CapUse.Of(caps, new(next, new(), new())).Select(c => c.Describe(c.Spent));
        var raised = Enough(Raise(caps, more), Addition(caps, more), use.Spent + use.Kept + use.Needed);
        var words = $"{(owner.Length == 0 ? "the track" : $"ticket {owner}")}'s budget of {string.Join("; that of ", met.Select(Describe))}"
            + $"{(others.Count == 0 ? "" : $" ({string.Join(" and ", others)} spent)")}; "
            + $"the next call takes about {string.Join(", ", takes)}; "
            + $"approving adds {CapUse.DescribeAll(Difference(raised, caps))}, or \"edited\" sets the caps";
        var hash = Sha256.Hex($"{owner} {CapUse.DescribeAll(cap)}")[..Gate.HashLength];
        return new(owner, hash, words, JsonSerializer.Serialize(raised, SlopJson.Options));
    }

    /// <summary>The caps with the first ones added once more.</summary>
    public static Budget Raise(Budget cap, Budget more) => Sum(cap, Addition(cap, more));

    /// <summary>The caps that a gate's detail names, in place of those that there were.</summary>
    public static Budget SetByDetail(Budget cap, string detail) => Set(cap, JsonSerializer.Deserialize<Budget>(detail, SlopJson.Options)!);

    /// <summary>The caps with those in their place that a person names.</summary>
    public static Budget Set(Budget cap, Budget edited) =>
        new() { Usd = edited.Usd ?? cap.Usd, Tokens = edited.Tokens ?? cap.Tokens, Minutes = edited.Minutes ?? cap.Minutes };

    /// <summary>Whether any of the caps that a person names is below what it was.</summary>
    public static bool IsLower(Budget edited, Budget cap) =>
        edited.Usd < (cap.Usd ?? decimal.MaxValue)
        || edited.Tokens < (cap.Tokens ?? long.MaxValue)
        || edited.Minutes < (cap.Minutes ?? int.MaxValue);

    private static string Describe(CapUse cap)
    {
        var spent = $"{cap.Describe(cap.Spent)} spent";
        return cap.IsUsedUp ? $"{cap.Describe(cap.Cap)} is used up: {spent}"
            : $"{cap.Describe(cap.Cap)} has no room for another call: {spent}"
                + (cap.Kept > 0 ? $", {cap.Describe(cap.Kept)} kept for tickets that wait for a person" : "");
    }

    private static Budget Part(Budget cap, Func<string, bool> has) => new()
    {
        Usd = has(CapUse.UsdName) ? cap.Usd : null,
        Tokens = has(CapUse.TokensName) ? cap.Tokens : null,
        Minutes = has(CapUse.MinutesName) ? cap.Minutes : null,
    };

    /// <summary>Where a cap was set far below what is spent, adding to it would only open the next gate.</summary>
    private static Budget Enough(Budget raised, Budget addition, Spending needed) => new()
    {
        Usd = raised.Usd <= needed.Usd ? (Math.Ceiling(needed.Usd * 100) / 100) + addition.Usd : raised.Usd,
        Tokens = raised.Tokens <= needed.Tokens ? needed.Tokens + addition.Tokens : raised.Tokens,
        Minutes = raised.Minutes <= needed.Minutes ? (int)Math.Ceiling(needed.Minutes) + addition.Minutes : raised.Minutes,
    };

    private static Budget Difference(Budget raised, Budget cap) =>
        new() { Usd = raised.Usd - cap.Usd, Tokens = raised.Tokens - cap.Tokens, Minutes = raised.Minutes - cap.Minutes };

    /// <summary>A cap that the first ones did not have is doubled: without an addition it would be reached again at once.</summary>
    private static Budget Addition(Budget cap, Budget more) => new()
    {
        Usd = cap.Usd is null ? null : more.Usd ?? cap.Usd,
        Tokens = cap.Tokens is null ? null : more.Tokens ?? cap.Tokens,
        Minutes = cap.Minutes is null ? null : more.Minutes ?? cap.Minutes,
    };

    /// <summary>Stops at the greatest number there is: a cap that overflows would be a negative one.</summary>
    private static Budget Sum(Budget cap, Budget more) => new()
    {
        Usd = cap.Usd > decimal.MaxValue - (more.Usd ?? 0) ? decimal.MaxValue : cap.Usd + (more.Usd ?? 0),
        Tokens = cap.Tokens > long.MaxValue - (more.Tokens ?? 0) ? long.MaxValue : cap.Tokens + (more.Tokens ?? 0),
        Minutes = cap.Minutes > int.MaxValue - (more.Minutes ?? 0) ? int.MaxValue : cap.Minutes + (more.Minutes ?? 0),
    };
}
