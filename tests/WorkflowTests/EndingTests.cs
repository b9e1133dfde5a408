using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;
using Temporalio.Exceptions;
using WorkflowExecutionStatus = Temporalio.Api.Enums.V1.WorkflowExecutionStatus;

namespace SlopTemporal.WorkflowTests;

/// <summary>Ends that nobody plans: cancel, terminate, a history that grows too long.</summary>
public sealed class EndingTests(ServerFixture server)
{
    private readonly FakeWorld _world = new();

    [Fact]
    public async Task Cancelling_a_track_stops_its_tickets_and_cleans_up()
    {
        _world.Turn = HangAsync;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(2, null, new("a"), new("b"), new("c"));
        await run.UntilAsync(_ => _world.Asked.Count(a => a.StartsWith("turn", StringComparison.Ordinal)) == 2);

        await run.Track.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Track.GetResultAsync());

        Assert.Equal(WorkflowExecutionStatus.Canceled, (await run.Track.DescribeAsync()).Status);
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await run.Ticket("a").DescribeAsync()).Status);
        Assert.Contains("close a/1", _world.Asked);
        Assert.Equal((TrackStatus.Cancelled, true), (_world.Closed!.Track.Status, _world.Closed.ByPerson));
        Assert.Equal(
            [TicketStatus.Cancelled, TicketStatus.Cancelled, TicketStatus.Todo],
            _world.Pages.Single().Tickets.Select(t => t.Status));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_attempt_that_goes_on_for_ever_fails_after_as_many_turns_as_it_may_have()
    {
        _world.Turn = input => Task.FromResult(FakeWorld.Call(input, new ToolCallSummary("read_file", "a")));
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(1, i => i with { AttemptTurns = 3 }, new GraphTicket("a") { MaxAttempts = 1 });

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal("3 turns and no end", blocked.Tickets[0].Reason);
        Assert.Equal(3, _world.Asked.Count(a => a.StartsWith("turn", StringComparison.Ordinal)));
        await run.SayAsync("close");
        var end = await run.Track.GetResultAsync();
        Assert.Equal((TrackStatus.Blocked, "closed by a person before its tickets were done"), (end.Status, end.Reason));
        Assert.True(_world.Closed!.ByPerson);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Terminating_a_track_by_hand_leaves_no_ticket_running()
    {
        _world.Turn = HangAsync;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn", StringComparison.Ordinal)));

        await run.Track.TerminateAsync("by hand");
        await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Ticket("a").GetResultAsync());

        Assert.Equal(WorkflowExecutionStatus.Canceled, (await run.Ticket("a").DescribeAsync()).Status);
        Assert.Contains("close a/1", _world.Asked);
    }

    [Fact]
    public async Task A_ticket_that_is_terminated_by_hand_is_blocked_and_the_track_cleans_up_after_it()
    {
        _world.Turn = HangAsync;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn", StringComparison.Ordinal)));

        await run.Ticket("a").TerminateAsync("by hand");
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal(TicketStatus.Blocked, run.Status(blocked, "a"));
        Assert.Contains("close a/1", _world.Asked);
        await run.SayAsync("close");
        Assert.Equal(TrackStatus.Blocked, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_blocked_track_closes_after_its_days()
    {
        _world.Verify = _ => new("false", 1, "e", "no");
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(1, i => i with { BlockedFor = TimeSpan.FromMilliseconds(50) }, new GraphTicket("a") { MaxAttempts = 1 });

        Assert.Equal(TrackStatus.Blocked, (await run.Track.GetResultAsync()).Status);
        Assert.Null(_world.Closed!.ByPerson);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_failure_that_no_retry_can_help_blocks_the_ticket_with_its_reason()
    {
        _world.Open = _ => throw new ApplicationFailureException(
            "the repository is gone", errorType: Failures.Workspace, nonRetryable: true);
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal("opening the worktree: the repository is gone", blocked.Tickets[0].Reason);
    }

    [Fact]
    public async Task A_long_history_suspends_the_tickets_and_goes_on_in_a_new_run_with_nothing_lost()
    {
        await using var long1 = new OwnServer();
        var client = await long1.StartAsync("limit.historyCount.suggestContinueAsNew=40");
        _world.Turn = input => Task.FromResult(input.Turn < 6
            ? FakeWorld.Call(input, new Workflows.Contracts.ToolCallSummary("read_file", "a"))
            : FakeWorld.Say(input, "Done."));
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(2, null, [.. Enumerable.Range(0, 6).Select(n => new GraphTicket($"t{n}") { After = n < 3 ? null : [n - 3] })]);

        var result = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, result.Status);
        var first = (await run.Track.FetchHistoryAsync()).Events.First().WorkflowExecutionStartedEventAttributes;
        Assert.NotEqual("", first.ContinuedExecutionRunId);
        // Each turn once: a ticket that was suspended goes on where it stood.
        var turns = _world.Asked.Where(a => a.StartsWith("turn", StringComparison.Ordinal)).ToArray();
        Assert.Equal(6 * 6, turns.Length);
        Assert.Equal(turns.Length, turns.Distinct().Count());
        Assert.Equal(6 * 6, result.Usage["tier_3"].Calls);
        Assert.Equal(6, _world.Pages.Sum(p => p.Tickets.Count(t => t.Status == TicketStatus.Completed)));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task No_payload_of_a_large_track_is_over_16_KB()
    {
        await using var run = new TrackRun(server.Client, _world);
        var graph = Enumerable.Range(0, 120).Select(n => new GraphTicket($"ticket-{n:000}")).ToArray();
        await run.StartAsync(16, i => i with { TextOnly = true }, graph);
        await run.Track.GetResultAsync();

        var events = (await run.Track.FetchHistoryAsync()).Events;

        Assert.All(events, e => Assert.True(e.CalculateSize() < 16 * 1024, $"{e.EventType} has {e.CalculateSize()} bytes"));
    }

    /// <summary>Never answers; ends when it is cancelled.</summary>
    private static async Task<Workflows.Contracts.TurnResult> HangAsync(Workflows.Contracts.TurnInput input)
    {
        var context = Temporalio.Activities.ActivityExecutionContext.Current;
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await beat.WaitForNextTickAsync(context.CancellationToken))
        {
            context.Heartbeat();
        }

        return FakeWorld.Say(input, "never");
    }

    private sealed class OwnServer : IAsyncDisposable
    {
        private Temporalio.Testing.WorkflowEnvironment? _environment;

        public async Task<ITemporalClient> StartAsync(params string[] settings) =>
            (_environment = await ServerFixture.StartAsync(settings)).Client;

        public async ValueTask DisposeAsync() => await _environment!.ShutdownAsync();
    }
}
