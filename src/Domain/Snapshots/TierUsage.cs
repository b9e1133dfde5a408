using SlopTemporal.Domain.Models;

namespace SlopTemporal.Domain.Snapshots;

/// <summary>What a tier has cost.</summary>
public sealed record TierUsage
{
    /// <summary>The last of <see cref="Models"/>.</summary>
    public string? Model { get; init; }

    public long Input { get; init; }

    public long Output { get; init; }

    public long Cached { get; init; }

    public long Thoughts { get; init; }

    public int Calls { get; init; }

    /// <summary>US dollars at the prices of the days of the calls.</summary>
    public decimal Usd { get; init; }

    /// <summary>The same by model, in the order of first use.</summary>
    public IReadOnlyList<ModelUsage> Models { get; init; } = [];

    /// <summary>What calls have cost, by the tier that made them: <c>tier_1</c> to <c>tier_4</c>, those that made any.</summary>
    public static IReadOnlyDictionary<string, TierUsage> ByTier(IEnumerable<ModelUsage> usage) =>
        new SortedDictionary<string, TierUsage>(
            usage.GroupBy(u => u.Tier ?? Tier.Worker).ToDictionary(g => Tier.Name(g.Key), From, StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static TierUsage From(IEnumerable<ModelUsage> usage)
    {
        var models = Attempts.AttemptPolicy.AddUsage([], usage);
        var sum = models.Aggregate(Usage.None, (total, m) => total + m.Usage);
        return new()
        {
            Model = models[^1].Model.ToString(),
            Input = sum.Input,
            Output = sum.Output,
            Cached = sum.Cached,
            Thoughts = sum.Thoughts,
            Calls = sum.Calls,
            Usd = sum.Usd,
            Models = models,
        };
    }
}
