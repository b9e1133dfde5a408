using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What of a person's settings for tiers a track takes with it: only what differs from what it would do by itself.</summary>
internal static class TierChoice
{
    /// <summary>Tiers with models or a level of thinking of their own; null: none has.</summary>
    public static IReadOnlyDictionary<string, TierModels>? Models(SlopSettings settings) => settings.Tiers
        .Where(tier => tier.Value.Ladder is not null || tier.Value.Thinking is not null)
        .ToDictionary(
            tier => Tier.Name(tier.Key),
            tier => new TierModels(settings.ModelsOf(tier.Key)) { Thinking = tier.Value.Thinking },
            StringComparer.Ordinal) is { Count: > 0 } set
        ? set
        : null;

    /// <summary>Parts of the budget that are not those that hold by themselves; null: there are none.</summary>
    public static IReadOnlyDictionary<string, decimal>? BudgetShares(SlopSettings settings) => settings.Tiers
        .Where(tier => tier.Value.BudgetShare is { } share && share != HelpRules.DefaultShare)
        .ToDictionary(tier => Tier.Name(tier.Key), tier => tier.Value.BudgetShare!.Value, StringComparer.Ordinal) is { Count: > 0 } set
        ? set
        : null;

    /// <summary>All ladders that a track may call, whose keys must be there.</summary>
    public static List<IReadOnlyList<ModelName>> Ladders(SlopSettings settings) => [.. Tier.All.Select(settings.ModelsOf)];
}
