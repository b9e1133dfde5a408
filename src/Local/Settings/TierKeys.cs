using System.Globalization;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Settings;

/// <summary>
/// The settings of each tier: <c>models.tier_4</c>, <c>models.tier_4.thinking</c>, <c>models.tier_4.budget_share</c>. The ladder of tier 3
/// is <c>models</c> itself.
/// </summary>
internal static class TierKeys
{
    /// <summary>Name of the ladder of the tier that works tickets; the settings of tiers begin with it.</summary>
    public const string Ladders = "models";

    private static readonly string[] Levels = ["minimal", "low", "medium", "high"];

    /// <summary>No repository sets them: they cost money.</summary>
    public static IReadOnlyList<SettingKey> All { get; } = [.. Tier.All.SelectMany(Of)];

    private static IEnumerable<SettingKey> Of(int tier)
    {
        var (name, variable) = ($"{Ladders}.{Tier.Name(tier)}", Tier.Name(tier).ToUpperInvariant());
        if (tier != Tier.Worker)
        {
            yield return new(
                name, $"SLOP_MODELS_{variable}",
                (s, text) => Change(s, tier, t => t with { Ladder = SettingKey.Models(text) }),
                s => string.Join(" -> ", s.ModelsOf(tier)),
                null);
        }

        yield return new(
            $"{name}.thinking", $"SLOP_THINKING_{variable}",
            (s, text) => Change(s, tier, t => t with { Thinking = Level(text) }),
            s => s.Tiers.GetValueOrDefault(tier)?.Thinking ?? "as the model does",
            null);
        if (tier != Tier.Worker)
        {
            yield return new(
                $"{name}.budget_share", $"SLOP_BUDGET_SHARE_{variable}",
                (s, text) => Change(s, tier, t => t with { BudgetShare = Share(text) }),
                s => s.BudgetShareOf(tier).ToString(CultureInfo.InvariantCulture),
                null);
        }
    }

    private static SlopSettings Change(SlopSettings settings, int tier, Func<TierSettings, TierSettings> change) => settings with
    {
        Tiers = new SortedDictionary<int, TierSettings>(settings.Tiers.ToDictionary(p => p.Key, p => p.Value))
        {
            [tier] = change(settings.Tiers.GetValueOrDefault(tier) ?? new()),
        },
    };

    private static string Level(string text) =>
        Levels.FirstOrDefault(level => level.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"'{text}' is not one of {string.Join(", ", Levels)}.");

    private static decimal Share(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
            ? share
            : throw new FormatException($"'{text}' is not a number above 0 and up to 1, such as 0.25.");
}
