using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Exceptions;
using EventType = Temporalio.Api.Enums.V1.EventType;

namespace SlopTemporal.WorkflowTests;

/// <summary>A quota of the day in its real length, on the server that skips time.</summary>
public sealed class QuotaTests : IAsyncLifetime
{
    private static readonly ModelTry Refused = new(new("scripted", "1"), FailureKind.Quota, "used up", new() { Calls = 1 });

    private readonly FakeWorld _world = new();
    private readonly Queue<TimeSpan> _waits = new();
    private SkippingServer _server = null!;
    private int _refusals = 1;

    public async ValueTask InitializeAsync() => _server = await SkippingServer.StartAsync();

    // Null where the test was skipped.
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_whole_track_waits_once_and_goes_on_with_the_same_model()
    {
        await using var run = await StartAsync();

        var waiting = await run.UntilAsync(s => s.QuotaUntil is not null);
        Assert.Equal((TrackStatus.Running, 1), (waiting.Status, Turns));
        await _server.PassAsync(TimeSpan.FromHours(7));
        Assert.NotNull((await run.SnapshotAsync()).QuotaUntil);
        Assert.Equal(1, Turns);
        await _server.PassAsync(TimeSpan.FromHours(2));
        var end = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, null), (end.Status, end.QuotaUntil));
        Assert.Equal(3, Turns);
        Assert.All(
            _world.Asked.Where(a => a.StartsWith("turn", StringComparison.Ordinal)),
            a => Assert.Contains("rung 0", a, StringComparison.Ordinal));
        Assert.Single((await run.Track.FetchHistoryAsync()).Events, e => e.EventType == EventType.TimerStarted);
        // The refused call is on the bill, once.
        Assert.Equal(3, (await run.SnapshotAsync()).Usage["tier_3"].Calls);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_person_may_try_before_the_time_has_come()
    {
        _refusals = 2;
        await using var run = await StartAsync();
        await run.UntilAsync(s => s.QuotaUntil is not null);

        await run.SayAsync("resume");
        await run.UntilAsync(s => s.QuotaUntil is not null && Turns >= 2);
        await run.SayAsync("resume");
        await run.SayAsync("resume");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_wait_that_is_over_already_does_not_stand_in_the_way_of_the_next()
    {
        _refusals = 2;
        _waits.Enqueue(TimeSpan.FromHours(-1));
        await using var run = await StartAsync();

        await run.UntilAsync(s => s.QuotaUntil is not null && Turns >= 2);
        await _server.PassAsync(TimeSpan.FromHours(9));

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task After_a_person_has_tried_a_shorter_wait_is_waited_for_too()
    {
        _refusals = 2;
        _waits.Enqueue(TimeSpan.FromHours(20));
        _waits.Enqueue(TimeSpan.FromHours(1));
        await using var run = await StartAsync();
        await run.UntilAsync(s => s.QuotaUntil is not null);

        await run.SayAsync("resume");
        var again = await run.UntilAsync(s => s.QuotaUntil is not null && Turns >= 2);
        Assert.Equal(2, Turns);
        await _server.PassAsync(TimeSpan.FromHours(2));

        Assert.True(again.QuotaUntil - again.Started < TimeSpan.FromHours(2));
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_pause_holds_the_calls_when_the_wait_is_over()
    {
        await using var run = await StartAsync();
        await run.UntilAsync(s => s.QuotaUntil is not null);

        await run.SayAsync("pause");
        await _server.PassAsync(TimeSpan.FromHours(9));
        await run.UntilAsync(s => s is { QuotaUntil: null, Status: TrackStatus.Paused });
        Assert.Equal(1, Turns);
        await run.SayAsync("resume");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_track_that_waits_can_be_cancelled()
    {
        await using var run = await StartAsync();
        await run.UntilAsync(s => s.QuotaUntil is not null);

        await run.Track.CancelAsync();

        await Assert.ThrowsAsync<Temporalio.Exceptions.WorkflowFailedException>(() => run.Track.GetResultAsync());
        // The server that skips time may answer a query from just before the end.
        await run.UntilAsync(s => s.Status == TrackStatus.Cancelled);
        await run.ReplayAsync();
    }

    private int Turns => _world.Asked.Count(a => a.StartsWith("turn", StringComparison.Ordinal));

    /// <summary>Two tickets, one at a time: the first call is refused, for eight hours where nothing else is said.</summary>
    private async Task<TrackRun> StartAsync()
    {
        var run = new TrackRun(_server.Client, _world);
        _world.Turn = async input => Interlocked.Decrement(ref _refusals) >= 0
            ? throw new ApplicationFailureException(
                "used up", Failures.ModelQuota, nonRetryable: true, details: [new[] { Refused }, 1, await EndOfWaitAsync()])
            : FakeWorld.Say(input, "Done.");
        await run.StartAsync(1, i => i with { SearchAttributes = false }, new GraphTicket("a"), new GraphTicket("b"));
        return run;
    }

    private async Task<DateTimeOffset> EndOfWaitAsync() =>
        await _server.NowAsync() + (_waits.TryDequeue(out var wait) ? wait : TimeSpan.FromHours(8));
}
