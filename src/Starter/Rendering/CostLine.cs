using SlopTemporal.Domain.Budgets;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A forecast as a line.</summary>
internal static class CostLine
{
    public static string Text(CostForecast cost)
    {
        var size = $"{Plural(cost.Tickets.Count, "ticket")}, {Calls(cost)}";
        var budget = cost.Budget is { } max ? $"budget {Format.Usd(max)}" : "no budget";
        return cost.High == 0
            ? $"$0.00: {size}, none of which costs money"
            : $"{Usd(cost.Low)} to {Usd(cost.High)} ({budget}): {size}; a rough estimate";
    }

    private static string Calls(CostForecast cost) =>
        cost.CallsLow == cost.CallsHigh
            ? Plural(cost.CallsHigh, "call")
            : $"{Format.Count(cost.CallsLow)} to {Plural(cost.CallsHigh, "call")}";

    private static string Plural(long number, string what) => $"{Format.Count(number)} {what}{(number == 1 ? "" : "s")}";

    /// <summary>Cents: more figures would promise what an estimate cannot hold. Less than a cent is not shown as nothing.</summary>
    private static string Usd(decimal usd) =>
        Format.Usd(usd is > 0 and < 0.01m ? Math.Max(0.0001m, Math.Round(usd, 4)) : Math.Round(usd, 2));
}
