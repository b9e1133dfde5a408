using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Signing;
using SlopTemporal.Starter.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace SlopTemporal.UnitTests.Starter;

/// <summary>What the server knows of an activity that has not ended.</summary>
public sealed class PendingWorkTests
{
    [Theory]
    [InlineData(nameof(IModelActivities.TurnAsync), null)]
    [InlineData(nameof(IQualityActivities.AnalyzeFailureAsync), 4)]
    [InlineData(nameof(IQualityActivities.ProposePatchAsync), 4)]
    [InlineData(nameof(ILeadActivities.JudgeAcceptanceAsync), 2)]
    [InlineData(nameof(ILeadActivities.ReviewWorkAsync), 2)]
    [InlineData(nameof(ILeadActivities.FindWayOnAsync), 2)]
    public async Task Calls_that_failed_are_counted_under_the_tier_that_was_asked_and_its_wait_is_told(string activity, int? tier)
    {
        var failed = await ReadAsync(Pending(activity, tries: [new(Ladder.Scripted[1], FailureKind.Quality, "x", new() { Calls = 2 })]));
        var waiting = await ReadAsync(Pending(activity, heartbeat: new { tier = 4, waits = "waits for a place" }));

        Assert.Equal(new(Ladder.Scripted[1], new() { Calls = 2 }) { Tier = tier }, Assert.Single(failed.Failed));
        Assert.Equal((0, "waits for a place"), (waiting.Failed.Count, waiting.Waits));
    }

    [Fact]
    public void Every_question_to_a_tier_is_among_them()
    {
        var asking = new[] { typeof(IQualityActivities), typeof(ILeadActivities) }.SelectMany(contract => contract.GetMethods())
            .Where(method => method.GetParameters()[0].ParameterType.GetProperties().Any(p => p.PropertyType == typeof(TierCall)));

        Assert.Equal(
            ["AnalyzeFailureAsync", "FindWayOnAsync", "JudgeAcceptanceAsync", "ProposePatchAsync", "ReviewWorkAsync"],
            asking.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_activity_that_is_tried_again_says_when_and_why()
    {
        var pending = Pending(nameof(ILeadActivities.JudgeAcceptanceAsync), tries: []);
        (pending.State, pending.Attempt) = (PendingActivityState.Scheduled, 2);
        pending.NextAttemptScheduleTime = new() { Seconds = 3600 };

        Assert.Equal("is tried again at 01:00:00 UTC: busy", (await ReadAsync(pending)).Waits);
    }

    [Fact]
    public async Task What_calls_no_model_has_used_none()
    {
        ModelTry lost = new(Ladder.Scripted[0], FailureKind.Quality, "x", Usage.None);

        Assert.Equal((null, 0), Both(await ReadAsync(Pending("VerifyAsync", [lost], new { waits = "x" }))));
        Assert.Equal((null, 0), Both(await PendingWork.ReadAsync([], SlopDataConverter.Plain)));

        static (string?, int) Both(PendingWork work) => (work.Waits, work.Failed.Count);
    }

    [Fact]
    public async Task What_is_encrypted_is_told_to_who_has_the_key_and_hurts_nobody_else()
    {
        var (ours, theirs) = (Home("00000001", 1), Home("00000002", 2));
        var failed = new ApplicationFailureException(
            "busy", details: [new[] { new ModelTry(Ladder.Scripted[1], FailureKind.Quality, "x", new() { Calls = 2 }) }]);
        var pending = Pending(nameof(ILeadActivities.JudgeAcceptanceAsync));
        (pending.State, pending.Attempt) = (PendingActivityState.Scheduled, 2);
        pending.NextAttemptScheduleTime = new() { Seconds = 3600 };
        pending.LastFailure = await ours.ToFailureAsync(failed);
        var waiting = Pending(nameof(IModelActivities.TurnAsync));
        waiting.HeartbeatDetails = new() { Payloads_ = { await ours.ToPayloadAsync(new { waits = "waits for a place" }) } };

        var read = await PendingWork.ReadAsync([pending], ours);
        var unread = await PendingWork.ReadAsync([pending], theirs);

        Assert.DoesNotContain("busy", pending.LastFailure.ToString(), StringComparison.Ordinal);
        Assert.Equal(("is tried again at 01:00:00 UTC: busy", 2), (read.Waits, read.Failed.Single().Usage.Calls));
        Assert.Contains("encrypted with the key 00000001", unread.Waits, StringComparison.Ordinal);
        Assert.Empty(unread.Failed);
        Assert.Equal("waits for a place", (await PendingWork.ReadAsync([waiting], ours)).Waits);
        Assert.Null((await PendingWork.ReadAsync([waiting], theirs)).Waits);

        static DataConverter Home(string id, byte secret) => SlopDataConverter.Signing(
            new(new(DateTimeOffset.UnixEpoch, [new(id, [.. Enumerable.Repeat(secret, PayloadKey.SecretBytes)])])), "default", () => true);
    }

    private static Task<PendingWork> ReadAsync(PendingActivityInfo activity) =>
        PendingWork.ReadAsync([activity], SlopDataConverter.Plain);

    private static PendingActivityInfo Pending(string method, ModelTry[]? tries = null, object? heartbeat = null)
    {
        var pending = new PendingActivityInfo
        {
            ActivityType = new() { Name = method[..^"Async".Length] },
            State = PendingActivityState.Started,
            Attempt = 1,
        };
        if (tries is not null)
        {
            pending.LastFailure = new Failure { Message = "busy", ApplicationFailureInfo = new() { Details = Payloads(tries) } };
        }

        if (heartbeat is not null)
        {
            pending.HeartbeatDetails = Payloads(heartbeat);
        }

        return pending;
    }

    private static Payloads Payloads(object value) =>
        new() { Payloads_ = { SlopDataConverter.Plain.PayloadConverter.ToPayload(value) } };
}
