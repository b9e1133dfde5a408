using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>An amount of each thing that a budget caps.</summary>
/// <param name="Usd">US dollars.</param>
/// <param name="Tokens">Tokens sent, answered and thought, added up.</param>
/// <param name="Minutes">Minutes of activity; waiting does not count.</param>
public sealed record Spending(decimal Usd = 0, long Tokens = 0, double Minutes = 0)
{
    public static Spending operator +(Spending a, Spending b) => new(a.Usd + b.Usd, a.Tokens + b.Tokens, a.Minutes + b.Minutes);

    /// <summary>What model calls and activities came to.</summary>
    public static Spending From(IEnumerable<ModelUsage> usage, TimeSpan busy)
    {
        var sum = usage.Aggregate(Usage.None, (total, u) => total + u.Usage);
        return new(sum.Usd, sum.Tokens, busy.TotalMinutes);
    }

    /// <summary>The greater amount of each thing.</summary>
    public static Spending Max(Spending a, Spending b) =>
        new(Math.Max(a.Usd, b.Usd), Math.Max(a.Tokens, b.Tokens), Math.Max(a.Minutes, b.Minutes));

    /// <summary>Whether any cap is exceeded.</summary>
    public bool Exceeds(Budget cap) => Usd > cap.Usd || Tokens > cap.Tokens || Minutes > cap.Minutes;

    /// <summary>Whether any cap is reached.</summary>
    public bool Reaches(Budget cap) => Usd >= cap.Usd || Tokens >= cap.Tokens || Minutes >= cap.Minutes;
}
