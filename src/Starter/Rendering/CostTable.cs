using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>The bill: a line per tier and model, and the sum.</summary>
internal static class CostTable
{
    public static IRenderable Render(IReadOnlyDictionary<string, TierUsage> usage)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("tier", "model", "calls", "input", "output", "cached", "thoughts", "usd");
        foreach (var number in table.Columns.Skip(2))
        {
            number.RightAligned();
        }

        var lines = usage.SelectMany(tier => tier.Value.Models.Select(m => (Tier: tier.Key, m.Model, m.Usage))).ToList();
        foreach (var (tier, model, spent) in lines)
        {
            table.AddRow(Row(tier, model.ToString(), spent));
        }

        if (lines.Count != 1)
        {
            table.AddRow(Row("all", "", lines.Aggregate(Usage.None, (sum, l) => sum + l.Usage)));
        }

        return table;
    }

    private static Text[] Row(string tier, string model, Usage spent) =>
    [
        new(tier),
        new(SafeText.Line(model, 40)),
        .. new long[] { spent.Calls, spent.Input, spent.Output, spent.Cached, spent.Thoughts }.Select(n => new Text(Format.Count(n))),
        new(Format.Usd(spent.Usd)),
    ];
}
