using System.Globalization;
using SlopTemporal.Domain.Requests;

namespace SlopTemporal.Domain.Budgets;

/// <summary>What follows from new limits of a track, for the person who set them: one below what is spent or at work is taken.</summary>
public static class LimitEffects
{
    /// <summary>The answer where nothing follows.</summary>
    public const string Done = "limits set";

    /// <summary>The answer, one line.</summary>
    /// <param name="track">Id of the track.</param>
    /// <param name="limits">The new limits.</param>
    /// <param name="spent">What the track has spent, as far as is known.</param>
    /// <param name="atWork">Tickets at work.</param>
    public static string Describe(string track, Limits limits, Spending spent, int atWork) =>
        string.Join("; ", new[] { Done, Workers(limits, atWork), Caps(track, limits, spent) }.OfType<string>());

    private static string? Workers(Limits limits, int atWork) => limits.MaxWorkers is { } max && max < atWork
        ? string.Create(CultureInfo.InvariantCulture, $"the {atWork} at work finish, then at most {max}")
        : null;

    private static string? Caps(string track, Limits limits, Spending spent)
    {
        var met = CapUse.Of(limits.Budget ?? new(), new(spent, new(), new())).Where(c => c.IsUsedUp).ToList();
        return met.Count == 0
            ? null
            : $"{string.Join(", ", met.Select(c => $"{c.Describe(c.Spent)} of {c.Describe(c.Cap)}"))} are spent already: calls under way "
                + "finish, no other is made, and a budget gate opens for the tickets that need more; approve it, or raise the cap with "
                + $"`slop limits {track} {string.Join(' ', met.Select(c => $"--{c.Name} …"))}`";
    }
}
