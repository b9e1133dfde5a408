using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Settings;

/// <summary>What a person sets for a tier; null members: as the program would.</summary>
public sealed record TierSettings
{
    /// <summary>Its models, weakest first.</summary>
    public IReadOnlyList<ModelName>? Ladder { get; init; }

    /// <summary>The level of thinking to ask for, such as <c>high</c>.</summary>
    public string? Thinking { get; init; }

    /// <summary>Part of a track's budget that it may use at most, above 0 up to 1.</summary>
    public decimal? BudgetShare { get; init; }
}
