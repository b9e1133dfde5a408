using System.Globalization;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>What is counted against a budget.</summary>
/// <param name="Spent">What its owner has spent so far.</param>
/// <param name="Needed">What another call has to find room for.</param>
/// <param name="Kept">What tickets may still spend that wait for something else than budget.</param>
public sealed record BudgetUse(Spending Spent, Spending Needed, Spending Kept);

/// <summary>One cap of a budget with what is counted against it.</summary>
internal sealed record CapUse
{
    public const string UsdName = "usd";
    public const string TokensName = "tokens";
    public const string MinutesName = "minutes";

    /// <summary>What a request and the command line call it.</summary>
    public required string Name { get; init; }

    public required decimal Cap { get; init; }

    public required decimal Spent { get; init; }

    public required decimal Needed { get; init; }

    public required decimal Kept { get; init; }

    /// <summary>An amount in words, with its unit.</summary>
    public required Func<decimal, string> Describe { get; init; }

    public bool IsUsedUp => Spent >= Cap;

    /// <summary>Another call does not fit.</summary>
    public bool IsMet => Spent + Kept >= Cap || Spent + Kept + Needed > Cap;

    /// <summary>The caps that a budget has, in the order in which people read them.</summary>
    public static IReadOnlyList<CapUse> Of(Budget cap, BudgetUse use)
    {
        CapUse? Use(string name, decimal? most, Func<Spending, decimal> part, Func<decimal, string> describe) => most is not { } amount
            ? null
            : new()
            {
                Name = name,
                Cap = amount,
                Spent = part(use.Spent),
                Needed = part(use.Needed),
                Kept = part(use.Kept),
                Describe = describe,
            };
        CapUse?[] all =
        [
            Use(UsdName, cap.Usd, s => s.Usd, Amounts.Usd),
            Use(TokensName, cap.Tokens, s => s.Tokens, n => $"{Amounts.Count((long)n)} tokens"),
            Use(MinutesName, cap.Minutes, s => (decimal)s.Minutes, n => $"{n.ToString("#,0.#", CultureInfo.InvariantCulture)} minutes"),
        ];
        return [.. all.OfType<CapUse>()];
    }

    /// <summary>The amounts of a budget in words.</summary>
    public static string DescribeAll(Budget budget) =>
        string.Join(", ", Of(budget, new(new(), new(), new())).Select(c => c.Describe(c.Cap)));
}
