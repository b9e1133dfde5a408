using System.Globalization;

namespace SlopTemporal.Domain.Models;

/// <summary>The tiers of models, by number: 1 plans, 2 leads, 3 works, 4 judges what fails.</summary>
public static class Tier
{
    /// <summary>Reads a repository and writes the approach to a goal.</summary>
    public const int Planner = 1;

    /// <summary>Writes tickets, judges acceptance, reviews work, divides what is blocked.</summary>
    public const int Lead = 2;

    /// <summary>Works tickets; the tier of a usage that names none.</summary>
    public const int Worker = 3;

    /// <summary>Reads failing commands and proposes patches.</summary>
    public const int Quality = 4;

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<int> All { get; } = [Planner, Lead, Worker, Quality];

    /// <summary>The word for people and files: <c>tier_3</c>.</summary>
    public static string Name(int tier) => string.Create(CultureInfo.InvariantCulture, $"tier_{tier}");
}
