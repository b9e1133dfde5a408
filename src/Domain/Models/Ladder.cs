namespace SlopTemporal.Domain.Models;

/// <summary>Which model of a ladder answers: rungs count from 0, the weakest.</summary>
public static class Ladder
{
    /// <summary>What a track with a script climbs.</summary>
    public static IReadOnlyList<ModelName> Scripted { get; } =
        [new(ModelName.Scripted, "1"), new(ModelName.Scripted, "2"), new(ModelName.Scripted, "3")];

    /// <summary>What a track without a script climbs, unless the settings say otherwise.</summary>
    public static IReadOnlyList<ModelName> Gemini { get; } =
    [
        new(ModelName.Gemini, "gemini-3.5-flash-lite"),
        new(ModelName.Gemini, "gemini-3.8-flash"),
        new(ModelName.Gemini, "gemini-3.1-pro-preview"),
    ];

    /// <summary>
    /// The ladder of a tier for which none is set: the strong models of the one that works tickets. Whoever set one local model for the
    /// work wants no other for the rest.
    /// </summary>
    public static IReadOnlyList<ModelName> Of(int tier, IReadOnlyList<ModelName> worker) => tier switch
    {
        Tier.Worker => worker,
        Tier.Planner => [.. worker.TakeLast(1)],
        _ => [.. worker.TakeLast(2)],
    };

    /// <summary>Attempt n starts at the n-th rung, or higher where the last attempt ended; the top is the end.</summary>
    public static int StartRung(int attempt, int lastRung, int rungs) => Math.Min(Math.Max(attempt - 1, lastRung), rungs - 1);

    /// <summary>
    /// The rung of the next call of a turn, or null at the ladder's end. Only quality failures climb, and a used up quota where a person
    /// wants that: a deploy, a crash or a busy server is no reason to pay more.
    /// </summary>
    public static int? NextRung(
        int startRung, IEnumerable<ModelTry> tries, int rungs, DailyQuotaPolicy onDailyQuota = DailyQuotaPolicy.Wait)
    {
        var rung = startRung;
        foreach (var failed in tries)
        {
            rung += failed.Kind switch
            {
                FailureKind.Quality => 1,
                // The end of a ladder is no failure of the work: there it waits.
                FailureKind.Quota when onDailyQuota == DailyQuotaPolicy.Climb && rung < rungs - 1 => 1,
                _ => 0,
            };
        }

        return rung < rungs ? rung : null;
    }
}
