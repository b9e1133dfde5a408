using System.Collections.Frozen;
using System.Globalization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Converters;

namespace SlopTemporal.Starter.Tracks;

/// <summary>
/// What a ticket's work waits for, and what its failed calls have taken by now: its workflow learns of neither before the activity ends,
/// but the server has its last failure and the worker's heartbeats.
/// </summary>
/// <param name="Waits">A part of a sentence; null: it goes on.</param>
/// <param name="Failed">Calls to models that failed in the activity at work, and are not yet in what its workflow counts.</param>
internal sealed record PendingWork(string? Waits, IReadOnlyList<ModelUsage> Failed)
{
    private const int MaxReason = 120;

    /// <summary>The tiers that answer in activities which call a model, by the names of these.</summary>
    private static readonly FrozenDictionary<string, int> Tiers = new Dictionary<string, int>
    {
        ["Turn"] = Tier.Worker,
        ["AnalyzeFailure"] = Tier.Quality,
        ["ProposePatch"] = Tier.Quality,
        ["JudgeAcceptance"] = Tier.Lead,
        ["ReviewWork"] = Tier.Lead,
        ["FindWayOn"] = Tier.Lead,
    }.ToFrozenDictionary();

    /// <param name="activities">Of the ticket's workflow, as the server has them; there is one at a time.</param>
    /// <param name="converter">Decrypts them. Signatures are not looked at: all of this is shown while the activity lasts, no more.</param>
    public static async Task<PendingWork> ReadAsync(IReadOnlyList<PendingActivityInfo> activities, DataConverter converter)
    {
        converter = converter with { PayloadConverter = SlopDataConverter.Plain.PayloadConverter };
        if (activities is not [var activity, ..])
        {
            return new(null, []);
        }

        var details = activity.LastFailure?.ApplicationFailureInfo?.Details?.Payloads_;
        ModelUsage[] failed = Tiers.TryGetValue(activity.ActivityType.Name, out var tier) && details is [var tries, ..]
            ? [.. (await ReadAsync<List<ModelTry>>(tries, converter) ?? []).Select(t => Usage(t, tier))]
            : [];
        return new(await WaitsAsync(activity, converter), failed);
    }

    private static async Task<string?> WaitsAsync(PendingActivityInfo activity, DataConverter converter)
    {
        if (activity is { State: PendingActivityState.Scheduled, Attempt: > 1, LastFailure: { } failure })
        {
            var at = activity.NextAttemptScheduleTime?.ToDateTimeOffset() ?? DateTimeOffset.UtcNow;
            var reason = Preview.Line((await converter.ToExceptionAsync(failure.Clone())).Message, MaxReason);
            return string.Create(CultureInfo.InvariantCulture, $"is tried again at {at:HH:mm:ss} UTC: {reason}");
        }

        return Tiers.ContainsKey(activity.ActivityType.Name) && activity is { HeartbeatDetails.Payloads_: [var details, ..] }
            ? (await ReadAsync<Heartbeat>(details, converter))?.Waits
            : null;
    }

    /// <summary>Null: no key of this home reads it.</summary>
    private static async Task<T?> ReadAsync<T>(Payload payload, DataConverter converter)
        where T : class
    {
        try
        {
            return await converter.ToValueAsync<T>(payload);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>As the ticket's workflow counts it: the tier that works tickets is not named.</summary>
    private static ModelUsage Usage(ModelTry failed, int tier) =>
        new(failed.Model, failed.Usage) { Tier = tier == Tier.Worker ? null : tier };

    /// <summary>Of a heartbeat, what people want to know.</summary>
    private sealed record Heartbeat(string? Waits = null);
}
