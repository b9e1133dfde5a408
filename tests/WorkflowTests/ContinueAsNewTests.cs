using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.WorkflowTests;

/// <summary>What people said, decided and were told is the same after a track continues as new, whenever they said it.</summary>
public sealed class ContinueAsNewTests(ShortHistoryServer server)
{
    private readonly FakeWorld _world = new();
    private readonly TaskCompletionSource _busy = new();

    [Fact]
    public async Task A_retry_that_comes_while_the_track_is_suspended_keeps_its_note_its_model_and_the_work()
    {
        await using var run = await BlockedAndBusyAsync();

        await run.SuspendAsync();
        await run.SayAsync("retry", new { ticket = "a", note = "use RFC 4180", model = "3", from = "worktree" });
        await run.SnapshotAsync();
        _busy.SetResult();
        await run.Track.GetResultAsync();

        Assert.Contains(_world.Asked, a =>
            a.StartsWith("turn a/2 1 rung 2 evidence e message - instruction kept<A person says:  use RFC 4180", StringComparison.Ordinal));
        Assert.Contains("carry a/2", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_request_that_is_still_worked_on_when_the_last_ticket_stops_is_done_by_the_next_run()
    {
        await using var run = await BlockedAndBusyAsync();
        var keep = new TaskCompletionSource();
        _world.Keep = keep.Task;

        await run.SuspendAsync();
        await run.SayAsync("retry", new { ticket = "a", note = "use RFC 4180" });
        await run.SnapshotAsync();
        _busy.SetResult();
        await run.RecordedAsync("b", EventType.WorkflowExecutionCompleted);
        keep.SetResult();
        await run.Track.GetResultAsync();

        Assert.Contains("turn a/2 1 rung 1 evidence e message - instruction kept<A person says:  use RFC 4180>", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_blocked_ticket_keeps_its_evidence_its_rung_and_the_count_of_its_gates()
    {
        _world.Verify = v => v.Scope.Attempt < 3 ? new("false", 1, $"evidence-{v.Scope.Attempt}", "no") : null;
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a") { MaxAttempts = 2 });
        await run.GatesAsync();
        await run.SayAsync("approve", "a/spawn-1");
        await run.UntilAsync(s => s.Gates is [{ Id: "a/spawn-2" }]);
        await run.SayAsync("approve", "a/spawn-2");
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        await run.ContinueAsNewAsync();
        await run.SayAsync("retry", "a");
        Assert.Equal("a/spawn-3", Assert.Single(await run.GatesAsync()).Id);
        await run.SayAsync("approve", "a/spawn-3");
        await run.Track.GetResultAsync();

        Assert.Contains("turn a/3 1 rung 2 evidence evidence-2 message -", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_budget_that_a_person_did_not_raise_is_not_asked_for_again()
    {
        _world.Turn = input => Task.FromResult(FakeWorld.Call(input, new ToolCallSummary("read_file", "a")));
        await using var run = await StartAsync(new(), i => i with { Budget = new() { Tokens = 30 } }, new GraphTicket("a"));
        await run.UntilAsync(s => s.Gates is [{ Id: "budget-1" }]);
        await run.SayAsync("reject", "budget-1");
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        await run.ContinueAsNewAsync();
        await run.SayAsync("retry", "a");
        var blocked = await run.UntilAsync(s => s.Tickets[0] is { Attempt: 2, Status: TicketStatus.Blocked });

        Assert.Equal("the budget of the track is used up, and a person did not raise it", blocked.Tickets[0].Reason);
        Assert.Empty(blocked.Gates);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task People_are_told_of_an_open_gate_and_of_a_track_that_stands_still_only_once()
    {
        _world.Verify = v => v.Scope.Ticket == "b" ? new("false", 1, "e", "no") : null;
        _world.Turn = input => Task.FromResult(input is { Turn: 1, Scope.Ticket: "a" }
            ? FakeWorld.Call(input, new ToolCallSummary("ask_person", "Which?") { Hash = "beef0000" })
            : FakeWorld.Say(input, "Done."));
        var rules = new GateRules { Question = GatePolicy.Ask };
        await using var run = await StartAsync(
            rules,
            i => i with { Notices = new NoticeRules(60) },
            new GraphTicket("a"),
            new GraphTicket("b") { MaxAttempts = 1, After = [0] });
        await run.GatesAsync();

        await run.ContinueAsNewAsync();
        await run.GatesAsync();
        await run.SayAsync("approve", new { request = "a/question-1", edited = "CSV" });
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.ContinueAsNewAsync();
        await run.ContinueAsNewAsync();
        await run.SayAsync("close");
        await run.Track.GetResultAsync();

        Assert.Equal(
            ["notice GateOpened a/question-1", "notice TrackBlocked Blocked", "notice TrackEnded Blocked"],
            _world.Asked.Where(a => a.StartsWith("notice", StringComparison.Ordinal)));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_track_that_is_closed_while_it_is_suspended_ends()
    {
        await using var run = await BlockedAndBusyAsync();

        await run.SuspendAsync();
        await run.SayAsync("close");
        await run.SayAsync("skip", "b");
        await run.SnapshotAsync();
        _busy.SetResult();

        Assert.Equal(TrackStatus.Blocked, (await run.Track.GetResultAsync()).Status);
    }

    [Fact]
    public async Task Words_for_a_ticket_that_is_suspended_reach_its_model()
    {
        await using var run = await BlockedAndBusyAsync();
        await run.SuspendAsync();
        await run.SayAsync("skip", "a");
        await run.SayAsync("tell", new { ticket = "b", text = "Mind the tabs." });
        await run.SnapshotAsync();
        _busy.SetResult();
        await run.Track.GetResultAsync();

        Assert.Contains(_world.Asked, a =>
            a.StartsWith("turn b/1", StringComparison.Ordinal) && a.Contains("Mind the tabs.", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_gate_of_a_ticket_that_was_cancelled_is_closed_with_it()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"), new GraphTicket("b"));
        await run.GatesAsync(2);

        await run.SayAsync("cancel_ticket", "a");
        var cancelled = await run.UntilAsync(s => run.Status(s, "a") == TicketStatus.Cancelled);

        Assert.Equal("b/spawn-1", Assert.Single(cancelled.Gates).Id);
        await run.SayAsync("approve", "b/spawn-1");
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    /// <summary>"a" is blocked, and "b" is in the middle of a call, until <see cref="_busy"/> is over.</summary>
    private async Task<TrackRun> BlockedAndBusyAsync()
    {
        _world.Verify = v => v.Scope is { Ticket: "a", Attempt: 1 } ? new("false", 1, "e", "no") : null;
        _world.Turn = async input =>
        {
            if (input is not { Scope.Ticket: "b", Turn: 1 })
            {
                return FakeWorld.Say(input, "Done.");
            }

            await _busy.Task;
            return FakeWorld.Call(input, new ToolCallSummary("read_file", "a"));
        };
        var run = await StartAsync(new(), new GraphTicket("a") { MaxAttempts = 1 }, new GraphTicket("b"));
        await run.UntilAsync(s => run.Status(s, "a") == TicketStatus.Blocked
            && _world.Asked.Any(a => a.StartsWith("turn b/1", StringComparison.Ordinal)));
        return run;
    }

    private Task<TrackRun> StartAsync(GateRules rules, params GraphTicket[] graph) => StartAsync(rules, i => i, graph);

    private async Task<TrackRun> StartAsync(
        GateRules rules, Func<Workflows.TrackInput, Workflows.TrackInput> change, params GraphTicket[] graph)
    {
        var run = new TrackRun(server.Client, _world);
        await run.StartAsync(2, i => change(i with { Rules = rules }), graph);
        return run;
    }
}
