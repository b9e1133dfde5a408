using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Budgets;

/// <summary>The gate at a cap: what was spent, what comes next, and what an approval means.</summary>
public static class BudgetGates
{
    /// <summary>The action that is asked for.</summary>
    /// <param name="owner">The ticket; empty: the track itself.</param>
    /// <param name="cap">The caps that are reached.</param>
    /// <param name="spent">What the owner has spent so far.</param>
    /// <param name="next">What the next call is expected to take.</param>
    /// <param name="more">What a plain approval adds.</param>
    public static GateAction CreateAction(string owner, Budget cap, Spending spent, Spending next, Budget more)
    {
        var words = $"budget: spent {Describe(spent, cap)} of {Describe(cap)}; the next call takes about {Describe(next, cap)}; "
            + $"approving adds {Describe(Addition(cap, more))}, or \"edited\" sets the caps";
        var raised = JsonSerializer.Serialize(RaiseCaps(cap, more, edited: null), SlopJson.Options);
        return new(owner, Sha256.Hex($"{owner} {Describe(cap)}")[..Gate.HashLength], words, raised);
    }

    /// <summary>The caps after an approval: those that the person wrote, else the first ones once more.</summary>
    public static Budget RaiseCaps(Budget cap, Budget more, Budget? edited) => edited is null
        ? Sum(cap, Addition(cap, more))
        : new() { Usd = edited.Usd ?? cap.Usd, Tokens = edited.Tokens ?? cap.Tokens, Minutes = edited.Minutes ?? cap.Minutes };

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
        Usd = cap.Usd > decimal.MaxValue - more.Usd ? decimal.MaxValue : cap.Usd + more.Usd,
        Tokens = cap.Tokens > long.MaxValue - more.Tokens ? long.MaxValue : cap.Tokens + more.Tokens,
        Minutes = cap.Minutes > int.MaxValue - more.Minutes ? int.MaxValue : cap.Minutes + more.Minutes,
    };

    private static string Describe(Budget cap) => Join(
        cap.Usd is { } usd ? Amounts.Usd(usd) : null,
        cap.Tokens is { } tokens ? $"{Amounts.Count(tokens)} tokens" : null,
        cap.Minutes is { } minutes ? $"{Amounts.Count(minutes)} minutes" : null);

    /// <summary>The amounts that have a cap; the others are left out.</summary>
    private static string Describe(Spending spent, Budget cap) => Join(
        cap.Usd is null ? null : Amounts.Usd(spent.Usd),
        cap.Tokens is null ? null : $"{Amounts.Count(spent.Tokens)} tokens",
        cap.Minutes is null ? null : $"{spent.Minutes.ToString("0.#", CultureInfo.InvariantCulture)} minutes");

    private static string Join(params string?[] parts) => string.Join(", ", parts.Where(p => p is not null));
}
