using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using EventType = Temporalio.Api.Enums.V1.EventType;
using WorkflowExecutionStatus = Temporalio.Api.Enums.V1.WorkflowExecutionStatus;

namespace SlopTemporal.WorkflowTests;

/// <summary>Deadlines in their real length, minutes and days, on the server that skips time.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private static readonly ToolCallSummary Question = new("ask_person", "Which format?") { Hash = "beef0000", Detail = "Which format?" };

    private readonly FakeWorld _world = new();
    private SkippingServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SkippingServer.StartAsync();

    // Null where the test was skipped.
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task After_an_hour_without_an_answer_reject_blocks_the_ticket_and_says_why()
    {
        await using var run = await AskAsync(GateDefault.Reject, new("a"), new("b") { After = [0] });
        await PassTheDeadlineAsync(run);

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal("the start was rejected: nobody answered in time", blocked.Tickets[0].Reason);
        Assert.Equal([TicketStatus.Blocked, TicketStatus.Todo], blocked.Tickets.Select(t => t.Status));
        Assert.Equal(["decided a/spawn-1 reject"], Asked("decided"));
        Assert.Empty(Asked("turn"));
        await EndAsync(run, TrackStatus.Blocked);
    }

    [Fact]
    public async Task After_an_hour_without_an_answer_approve_starts_the_ticket()
    {
        await using var run = await AskAsync(GateDefault.Approve, new GraphTicket("a"));
        await PassTheDeadlineAsync(run);

        var result = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, "commit-a-1-1"), (result.Status, result.Commit));
        Assert.Equal(["decided a/spawn-1 approve"], Asked("decided"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task After_an_hour_without_an_answer_skip_lets_the_dependants_go_on()
    {
        await using var run = await AskAsync(GateDefault.Skip, new("a"), new("b") { After = [0] });
        await PassTheDeadlineAsync(run);

        await run.UntilAsync(s => s.Gates is [{ Id: "b/spawn-1" }]);
        await run.SayAsync("approve", "b/spawn-1");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        Assert.Equal([TicketStatus.Skipped, TicketStatus.Completed], (await run.SnapshotAsync()).Tickets.Select(t => t.Status));
        Assert.Equal(["decided a/spawn-1 reject", "decided b/spawn-1 approve"], Asked("decided"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_answer_of_the_last_minute_wins_and_the_deadline_then_changes_nothing()
    {
        _world.Turn = input => Task.FromResult(input.Turn == 1 ? FakeWorld.Call(input, Question) : FakeWorld.Say(input, "Done."));
        await using var run = await AskAsync(GateDefault.Reject, new GraphTicket("a"));
        await run.GatesAsync();

        await _server.PassAsync(TimeSpan.FromMinutes(59));
        await run.SayAsync("approve", "a/spawn-1");
        await run.UntilAsync(s => s.Gates is [{ Id: "a/question-1" }]);
        await _server.PassAsync(TimeSpan.FromMinutes(30));
        var later = await run.SnapshotAsync();
        await run.SayAsync("approve", new { request = "a/question-1", edited = "CSV" });

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        Assert.Equal("a/question-1", Assert.Single(later.Gates).Id);
        Assert.Equal(["decided a/spawn-1 approve", "decided a/question-1 approve"], Asked("decided"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_answer_after_the_deadline_wins_while_no_worker_has_applied_the_default()
    {
        await using var run = await AskAsync(GateDefault.Reject, new GraphTicket("a"));
        await run.GatesAsync();
        await run.StopWorkAsync();

        // The server lets no time pass before a worker has taken up what the timer asks for.
        var passing = _server.PassAsync(TimeSpan.FromMinutes(61));
        await run.RecordedAsync("a", EventType.TimerFired);
        await run.Ticket("a").SignalAsync("approve", ["a/spawn-1"]);
        run.Work();
        await passing;

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        Assert.Equal(["decided a/spawn-1 approve"], Asked("decided"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_gate_without_a_deadline_is_still_open_after_a_month()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask, OnDeadline = GateDefault.Approve }, new GraphTicket("a"));
        var gate = Assert.Single(await run.GatesAsync());

        await _server.PassAsync(TimeSpan.FromDays(30));

        var later = await run.SnapshotAsync();
        Assert.Equal(gate, Assert.Single(later.Gates));
        Assert.Null(gate.Deadline);
        Assert.Equal(TrackStatus.Waiting, later.Status);
        // The only gate that is open, and for long enough that it need not be named.
        await run.SayAsync("approve");
        await EndAsync(run, TrackStatus.Completed);
    }

    [Fact]
    public async Task A_blocked_track_closes_after_a_week_and_says_so()
    {
        await using var run = await BlockAsync();

        await _server.PassAsync(TimeSpan.FromDays(6.9));
        Assert.Equal(WorkflowExecutionStatus.Running, (await run.Track.DescribeAsync()).Status);
        var result = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Blocked, "blocked for 7 days, and nobody decided"), (result.Status, result.Reason));
        Assert.InRange(Days(result), 7, 7.1);
        Assert.Equal(result.Reason, _world.Closed!.Track.Reason);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_retry_on_the_sixth_day_makes_a_blocked_track_go_on()
    {
        await using var run = await BlockAsync();

        await _server.PassAsync(TimeSpan.FromDays(6));
        _world.Verify = _ => null;
        await run.SayAsync("retry", "a");
        var result = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, null, "commit-a-2-1"), (result.Status, result.Reason, result.Commit));
        Assert.InRange(Days(result), 6, 6.1);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_retry_in_vain_gives_a_blocked_track_another_week()
    {
        await using var run = await BlockAsync();

        await _server.PassAsync(TimeSpan.FromDays(6));
        await run.SayAsync("retry", "a");
        await run.UntilAsync(s => s is { Status: TrackStatus.Blocked, Tickets: [{ Attempt: 2 }] });
        var result = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Blocked, "blocked for 7 days, and nobody decided"), (result.Status, result.Reason));
        Assert.InRange(Days(result), 13, 13.1);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_a_deadline_approves_in_a_paused_track_starts_when_the_track_goes_on()
    {
        await using var run = await AskAsync(GateDefault.Approve, new GraphTicket("a"));
        await run.GatesAsync();
        await run.SayAsync("pause");
        await run.UntilAsync(s => s.Status == TrackStatus.Paused);

        await PassTheDeadlineAsync(run);
        await run.UntilAsync(s => s.Gates.Count == 0 && Asked("decided").Length == 1);
        await _server.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(TrackStatus.Paused, (await run.SnapshotAsync()).Status);
        Assert.Empty(Asked("turn"));
        await run.SayAsync("resume");

        await EndAsync(run, TrackStatus.Completed);
        Assert.Equal(["decided a/spawn-1 approve"], Asked("decided"));
    }

    [Fact]
    public async Task What_a_deadline_rejects_in_a_paused_track_is_blocked()
    {
        await using var run = await AskAsync(GateDefault.Reject, new GraphTicket("a"));
        await run.GatesAsync();
        await run.SayAsync("pause");
        await run.UntilAsync(s => s.Status == TrackStatus.Paused);

        await PassTheDeadlineAsync(run);
        await run.UntilAsync(s => s.Gates.Count == 0 && Asked("decided").Length == 1);
        await run.SayAsync("resume");
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal("the start was rejected: nobody answered in time", blocked.Tickets[0].Reason);
        await EndAsync(run, TrackStatus.Blocked);
    }

    [Fact]
    public async Task At_a_question_too_skip_gives_the_ticket_up()
    {
        _world.Turn = input => Task.FromResult(input.Turn == 1 ? FakeWorld.Call(input, Question) : FakeWorld.Say(input, "Done."));
        var rules = new GateRules { Question = GatePolicy.Ask, DeadlineMinutes = 60, OnDeadline = GateDefault.Skip };
        await using var run = await StartAsync(rules, new("a"), new("b") { After = [0], Done = true });
        await PassTheDeadlineAsync(run);

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);

        Assert.Equal(TicketStatus.Skipped, run.Status(await run.SnapshotAsync(), "a"));
        Assert.Empty(Asked("tool"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_gate_is_told_when_it_opens_and_once_more_when_it_waits_and_so_is_the_end()
    {
        var run = new TrackRun(_server.Client, _world);
        await using var _ = run;
        await run.StartAsync(
            4,
            i => i with { Rules = new() { Spawn = GatePolicy.Ask }, Notices = new(30) },
            new GraphTicket("a"),
            new GraphTicket("b"));
        await run.GatesAsync(2);
        await run.SayAsync("approve", "b/spawn-1");
        await run.UntilAsync(s => s.Tickets[1].Status == TicketStatus.Completed);
        await _server.PassAsync(TimeSpan.FromHours(8));
        await run.SayAsync("reject", "a/spawn-1");
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await EndAsync(run, TrackStatus.Blocked);

        Assert.Equal(
            [
                "notice GateOpened a/spawn-1",
                "notice GateOpened b/spawn-1",
                "notice GateWaits a/spawn-1",
                "notice TrackBlocked Blocked",
                "notice TrackEnded Blocked",
            ],
            Asked("notice").Order(StringComparer.Ordinal));
    }

    private static double Days(TrackSnapshot result) => (result.Ended!.Value - result.Started).TotalDays;

    private string[] Asked(string what) => [.. _world.Asked.Where(a => a.StartsWith(what, StringComparison.Ordinal))];

    /// <summary>The gate is open for 59 minutes, and then the hour is over.</summary>
    private async Task PassTheDeadlineAsync(TrackRun run)
    {
        var gate = Assert.Single(await run.GatesAsync());
        Assert.Equal(TimeSpan.FromHours(1), gate.Deadline - gate.Opened);
        await _server.PassAsync(TimeSpan.FromMinutes(59));
        Assert.Equal(gate, Assert.Single((await run.SnapshotAsync()).Gates));
        await _server.PassAsync(TimeSpan.FromMinutes(2));
    }

    private static async Task EndAsync(TrackRun run, TrackStatus status)
    {
        await run.SayAsync("close");
        Assert.Equal(status, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    private async Task<TrackRun> BlockAsync()
    {
        _world.Verify = _ => new("false", 1, "e", "no");
        var run = await StartAsync(new(), new GraphTicket("a") { MaxAttempts = 1 });
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        return run;
    }

    private Task<TrackRun> AskAsync(GateDefault onDeadline, params GraphTicket[] graph) =>
        StartAsync(new() { Spawn = GatePolicy.Ask, Question = GatePolicy.Ask, DeadlineMinutes = 60, OnDeadline = onDeadline }, graph);

    private async Task<TrackRun> StartAsync(GateRules rules, params GraphTicket[] graph)
    {
        var run = new TrackRun(_server.Client, _world);
        await run.StartAsync(4, i => i with { Rules = rules }, graph);
        return run;
    }
}
