using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>
/// How a track shares its budget out. A ticket gets a part of what is left, and asks again when that is spent: far from the cap it hardly
/// ever asks, near it before each call, and what all of them may spend together never exceeds the cap.
/// </summary>
public static class Leases
{
    /// <summary>What is left is divided into this many parts for each ticket that may work at once; a lease is one part.</summary>
    private const int Parts = 2;

    /// <summary>Up to which sum the ticket may spend now; null: not even one more call fits.</summary>
    /// <param name="cap">The budget of the whole track.</param>
    /// <param name="used">What all tickets have spent.</param>
    /// <param name="leased">What others may still spend.</param>
    /// <param name="own">What the ticket itself has spent.</param>
    /// <param name="next">What the ticket's next call is expected to take.</param>
    /// <param name="workers">Tickets that may work at once.</param>
    public static Allowance? Grant(Budget cap, Spending used, Spending leased, Spending own, Spending next, int workers)
    {
        var parts = (long)Parts * Math.Max(1, workers);
        var taken = used + leased;
        var (usd, tokens, minutes) = (cap.Usd - taken.Usd, cap.Tokens - taken.Tokens, cap.Minutes - taken.Minutes);
        return usd <= 0 || usd < next.Usd || tokens <= 0 || tokens < next.Tokens || minutes <= 0 || minutes < next.Minutes
            ? null
            : new()
            {
                Usd = usd is { } u ? own.Usd + Math.Max(u / parts, next.Usd) : null,
                Tokens = tokens is { } t ? own.Tokens + Math.Max(Math.Max(1, t / parts), next.Tokens) : null,
                Minutes = minutes is { } m ? own.Minutes + Math.Max(m / parts, next.Minutes) : null,
            };
    }

    /// <summary>What one call takes on average; nothing before the first.</summary>
    public static Spending Mean(Spending used, int calls) =>
        calls == 0 ? new() : new(used.Usd / calls, used.Tokens / calls, used.Minutes / calls);
}
