using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>
/// Up to which sum a ticket may spend before it asks its track again; what it has spent already counts. Null members: no limit.
/// </summary>
public sealed record Allowance
{
    /// <summary>US dollars.</summary>
    public decimal? Usd { get; init; }

    public long? Tokens { get; init; }

    public double? Minutes { get; init; }

    /// <summary>Not even one call: whoever has it asks first.</summary>
    /// <param name="budget">What has no cap in it has no limit here either.</param>
    public static Allowance Nothing(Budget budget) => new()
    {
        Usd = budget.Usd is null ? null : 0,
        Tokens = budget.Tokens is null ? null : 0,
        Minutes = budget.Minutes is null ? null : 0,
    };

    /// <summary>Whether another call may be made: a call in flight may exceed the allowance, the next one does not start.</summary>
    /// <param name="spent">What the ticket has spent so far.</param>
    /// <param name="next">What the call is expected to take; null: nothing is known.</param>
    public bool Allows(Spending spent, Spending? next = null) =>
        !(spent.Usd >= Usd || spent.Tokens >= Tokens || spent.Minutes >= Minutes) && (next is null || Covers(spent + next));

    private bool Covers(Spending all) => !(all.Usd > Usd || all.Tokens > Tokens || all.Minutes > Minutes);

    /// <summary>What of it is not spent yet; 0 for a member without a limit.</summary>
    public Spending Remaining(Spending spent) => new(
        Math.Max(0, (Usd ?? spent.Usd) - spent.Usd),
        Math.Max(0, (Tokens ?? spent.Tokens) - spent.Tokens),
        Math.Max(0, (Minutes ?? spent.Minutes) - spent.Minutes));
}
