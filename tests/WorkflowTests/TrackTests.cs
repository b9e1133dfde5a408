using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using WorkflowExecutionStatus = Temporalio.Api.Enums.V1.WorkflowExecutionStatus;

namespace SlopTemporal.WorkflowTests;

public sealed class TrackTests(ServerFixture server)
{
    private readonly FakeWorld _world = new();

    [Fact]
    public async Task Tickets_run_after_what_they_depend_on_and_the_track_completes()
    {
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"), new GraphTicket("b") { After = [0] }, new GraphTicket("c") { After = [1] });

        var result = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, result.Status);
        Assert.Equal("commit-c-1-1", result.Commit);
        var turns = _world.Asked.Where(a => a.StartsWith("turn", StringComparison.Ordinal)).Select(a => a[..7]);
        Assert.Equal(["turn a/", "turn b/", "turn c/"], turns);
        Assert.Equal(3, _world.Pages.Sum(p => p.Tickets.Count));
        Assert.Equal(3, result.Usage["tier_3"].Calls);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_red_check_climbs_with_its_evidence_and_after_the_last_attempt_the_track_waits_for_a_person()
    {
        var green = false;
        _world.Verify = _ => green ? null : new("make test", 2, "evidence-hash", "1 failed");
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a") { MaxAttempts = 2 }, new GraphTicket("b") { After = [0] });

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        Assert.Contains("turn a/2 1 rung 1 evidence evidence-hash message -", _world.Asked);
        Assert.Equal("`make test` exited with 2: 1 failed", blocked.Tickets[0].Reason);
        Assert.Equal(TicketStatus.Todo, run.Status(blocked, "b"));
        Assert.Equal(WorkflowExecutionStatus.Running, (await run.Track.DescribeAsync()).Status);

        green = true;
        await run.SayAsync("retry", "a");
        var result = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, result.Status);
        Assert.Contains("turn a/3 1 rung 2 evidence evidence-hash message -", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_skipped_ticket_releases_its_dependants_which_are_told()
    {
        _world.Verify = v => v.Scope.Ticket == "a" ? new("false", 1, "e", "no") : null;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a") { MaxAttempts = 1 }, new("b") { After = [0, 2] }, new("c"));
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        await run.SayAsync("skip", "a");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        Assert.Equal(TicketStatus.Skipped, run.Status(await run.SnapshotAsync(), "a"));
        Assert.Contains("turn b/1 1 rung 0 evidence - message - skipped a", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_a_commit_would_not_hold_is_read_by_the_model_and_costs_no_attempt()
    {
        _world.Notice = v => v.Turn == 1 ? "the-notice" : null;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));

        await run.Track.GetResultAsync();

        Assert.Contains("turn a/1 2 rung 0 evidence - message the-notice", _world.Asked);
        Assert.Equal(1, (await run.SnapshotAsync()).Tickets[0].Attempt);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_conflict_costs_no_attempt_and_a_red_merged_tree_does()
    {
        var merges = 0;
        _world.Merge = m => Interlocked.Increment(ref merges) == 1
            ? new() { Kind = MergeKind.Conflict, Tip = "tip", Files = ["a.txt"] }
            : new() { Kind = MergeKind.Ready, Tip = "tip", Commit = "merged", Tree = "another" };
        _world.VerifyMerged = v => v.Scope.Attempt == 1 ? new("check.sh", 1, "merged-evidence", "broken together") : null;
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));

        Assert.Equal("merged", (await run.Track.GetResultAsync()).Commit);

        Assert.Contains("turn a/1 2 rung 0 evidence - message the-conflict", _world.Asked);
        Assert.Contains("commit a/1 new-tip", _world.Asked);
        Assert.Contains("turn a/2 1 rung 1 evidence merged-evidence message -", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_red_base_fails_the_track_before_any_model_is_called()
    {
        _world.Base = _ => new("base", new("make", 2, "e", "no rule"));
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Track.GetResultAsync());

        Assert.Equal(Failures.RedBase, Assert.IsType<ApplicationFailureException>(failed.InnerException).ErrorType);
        Assert.DoesNotContain(_world.Asked, a => a.StartsWith("turn", StringComparison.Ordinal));
        Assert.Equal(TrackStatus.Failed, _world.Closed!.Track.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task The_cap_on_workers_is_reached_and_never_exceeded()
    {
        var (now, peak) = (0, 0);
        var third = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            var working = Interlocked.Increment(ref now);
            peak = Math.Max(peak, working);
            if (working == 3)
            {
                third.TrySetResult();
            }

            await third.Task;
            Interlocked.Decrement(ref now);
            return FakeWorld.Say(input, "Done.");
        };
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(3, i => i with { TextOnly = true }, [.. Enumerable.Range(0, 9).Select(n => new GraphTicket($"t{n}"))]);

        await run.Track.GetResultAsync();

        Assert.Equal(3, peak);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Pausing_starts_nothing_until_resumed()
    {
        var release = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            await release.Task;
            return FakeWorld.Say(input, "Done.");
        };
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(1, i => i with { TextOnly = true }, new("a"), new("b"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a", StringComparison.Ordinal)));

        await run.SayAsync("pause");
        release.SetResult();
        var paused = await run.UntilAsync(s => run.Status(s, "a") == TicketStatus.Completed);
        Assert.Equal(TrackStatus.Paused, paused.Status);
        Assert.Equal(TicketStatus.Todo, run.Status(paused, "b"));
        await run.SayAsync("resume");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Tools_run_in_order_and_a_report_of_being_blocked_ends_the_attempt()
    {
        _world.Turn = input => Task.FromResult((input.Scope.Attempt, input.Turn) switch
        {
            (1, 1) => FakeWorld.Call(input, new("read_file", "a"), new("edit_file", "a")),
            (1, _) => FakeWorld.Call(input, new("report_blocked", "no access"), new("edit_file", "never")) with { Evidence = "why" },
            _ => FakeWorld.Say(input, "Done."),
        });
        await using var run = new TrackRun(server.Client, _world);
        await run.StartAsync(new GraphTicket("a"));

        await run.Track.GetResultAsync();

        Assert.Equal(["tool a/1 1.1", "tool a/1 1.2"], _world.Asked.Where(a => a.StartsWith("tool", StringComparison.Ordinal)));
        Assert.Contains("turn a/2 1 rung 1 evidence why message -", _world.Asked);
        await run.ReplayAsync();
    }
}
