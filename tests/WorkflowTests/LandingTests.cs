using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Client;

namespace SlopTemporal.WorkflowTests;

public sealed class LandingTests(ServerFixture server) : LandingCases(server.Client);

public sealed class LandingTestsWithShortHistories(ShortHistoryServer server) : LandingCases(server.Client)
{
    [Fact]
    public async Task A_wait_for_a_merge_outlives_the_history()
    {
        var isFree = false;
        World.Advance = _ => isFree ? new(true) : new(false, "checked out");
        await using var run = await StartAsync(new(), new GraphTicket("a"));
        await run.GatesAsync();

        await run.ContinueAsNewAsync();
        var gates = await run.GatesAsync();
        isFree = true;
        await run.SayAsync("approve", gates[0].Id);

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }
}

/// <summary>What happens between work that passed its checks and the branch.</summary>
public abstract class LandingCases(ITemporalClient client)
{
    private protected FakeWorld World { get; } = new();

    [Fact]
    public async Task A_ticket_that_changed_nothing_is_completed_where_nothing_else_is_wanted()
    {
        World.Commit = _ => new(Commit: null);
        await using var run = await StartAsync(new(), new GraphTicket("a"));

        var result = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, result.Status);
        Assert.Null((await run.SnapshotAsync()).Tickets[0].Commit);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_ticket_that_changed_nothing_asks_a_person_whose_refusal_reaches_the_next_attempt()
    {
        World.Commit = input => input.Scope.Attempt == 1 ? new(Commit: null) : null;
        await using var run = await StartAsync(new(), new GraphTicket("a") { Empty = EmptyPolicy.Ask });

        var gate = Assert.Single(await run.GatesAsync());
        await run.SayAsync("reject", new { request = gate.Id, comment = "the header is missing" });
        await run.Track.GetResultAsync();

        Assert.Equal("complete it without a change? It says: Done.", gate.Subject);
        Assert.Contains(World.Asked, asked => asked.StartsWith("turn a/2", StringComparison.Ordinal)
            && asked.Contains("a person wants a change: the header is missing", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_ticket_that_changed_nothing_is_completed_with_a_persons_consent()
    {
        World.Commit = _ => new(Commit: null);
        await using var run = await StartAsync(new(), new GraphTicket("a") { Empty = EmptyPolicy.Ask });

        await run.SayAsync("approve", Assert.Single(await run.GatesAsync()).Id);

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_ticket_that_must_change_something_is_tried_again()
    {
        World.Commit = input => input.Scope.Attempt == 1 ? new(Commit: null) : null;
        await using var run = await StartAsync(new(), new GraphTicket("a") { Empty = EmptyPolicy.Fail });

        await run.Track.GetResultAsync();

        Assert.Equal((2, "commit-a-2-1"), ((await run.SnapshotAsync()).Tickets[0].Attempt, (await run.SnapshotAsync()).Tickets[0].Commit));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Only_what_is_unusual_is_asked_for_where_a_track_wants_that()
    {
        World.Commit = input => new(
            $"commit-{input.Scope.Ticket}", new(2, 5, 1, input.Scope.Ticket == "odd" ? ["deleted a check: tests/a.sh"] : null));
        var rules = new GateRules { Integrate = GatePolicy.AskIfUnusual };
        await using var run = await StartAsync(rules, new GraphTicket("usual"), new GraphTicket("odd"));

        var gate = Assert.Single(await run.GatesAsync());
        await run.SayAsync("approve", gate.Id);
        await run.Track.GetResultAsync();

        Assert.Equal("odd/integrate-1", gate.Id);
        Assert.Equal("Look at these before you approve:\ndeleted a check: tests/a.sh", gate.Detail);
        var landed = (await run.SnapshotAsync()).Tickets[0].Changes;
        Assert.Equal(new WorkSummary(2, 5, 1), landed);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_branch_that_is_checked_out_holds_up_merges_alone_as_one_gate_of_the_track()
    {
        var isFree = false;
        World.Advance = _ => isFree ? new(true) : new(false, "slop/t is checked out in /work. Switch it.");
        await using var run = await StartAsync(new(), new GraphTicket("a"), new GraphTicket("b"), new GraphTicket("c") { After = [0] });

        var waiting = await run.UntilAsync(s => s.Status == TrackStatus.Waiting);
        var gate = Assert.Single(waiting.Gates);
        await run.SayAsync("approve", gate.Id);
        var second = (await run.UntilAsync(s => s.Status == TrackStatus.Waiting && s.Gates is [{ Id: "merge-2" }])).Gates[0];
        isFree = true;
        await run.SayAsync("approve", second.Id);
        var result = await run.Track.GetResultAsync();

        Assert.Equal(("merge-1", GateKind.Merge, "slop/t is checked out in /work. Switch it."), (gate.Id, gate.Kind, gate.Subject));
        Assert.All(waiting.Tickets.Take(2), ticket => Assert.Equal((TicketStatus.Waiting, "merge-1"), (ticket.Status, ticket.Gate)));
        Assert.Equal(TrackStatus.Completed, result.Status);
        Assert.Equal(3, World.Asked.Count(asked => asked.StartsWith("turn ", StringComparison.Ordinal)));
        Assert.Contains("decided merge-1 approve", World.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task One_slot_is_enough_for_tickets_whose_merges_wait()
    {
        var isFree = false;
        World.Advance = _ => isFree ? new(true) : new(false, "checked out");
        var run = new TrackRun(client, World);
        await using var _ = run;
        await run.StartAsync(1, null, new GraphTicket("a"), new GraphTicket("b"));

        await run.UntilAsync(s => s.Tickets.All(t => t.Status == TicketStatus.Waiting));
        isFree = true;
        await run.SayAsync("approve", "merge-1");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Whoever_does_not_want_to_wait_for_a_merge_finds_its_tickets_blocked()
    {
        World.Advance = _ => new(false, "slop/t is checked out in /work.");
        await using var run = await StartAsync(new(), new GraphTicket("a"), new GraphTicket("b"));

        await run.UntilAsync(s => s.Tickets.All(t => t.Status == TicketStatus.Waiting));
        await run.SayAsync("reject", "merge-1");
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.All(blocked.Tickets, t => Assert.EndsWith("slop/t is checked out in /work.", t.Reason, StringComparison.Ordinal));
        Assert.Empty(blocked.Gates);
        await run.SayAsync("close");
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_fails_again_and_again_is_shown_until_it_is_over()
    {
        var gate = new TaskCompletionSource();
        World.Turn = async input =>
        {
            await gate.Task;
            return FakeWorld.Say(input, "Done.");
        };
        await using var run = await StartAsync(new() { Integrate = GatePolicy.Ask }, new GraphTicket("a"));
        await run.UntilAsync(s => s.Tickets[0].Status == TicketStatus.InProgress);
        await Eventually.HoldsAsync(() => World.Asked.Any(asked => asked.StartsWith("turn", StringComparison.Ordinal)));

        await run.Ticket("a").SignalAsync(Retrying.Signal, [new Retrying(3, "503 of the provider")]);
        var failing = await run.UntilAsync(s => s.Tickets[0].Retrying is not null);
        gate.SetResult();
        var over = await run.UntilAsync(s => s.Gates.Count == 1);

        Assert.Equal("thinking failed 3 times and is tried again: 503 of the provider", failing.Tickets[0].Retrying);
        Assert.Null(over.Tickets[0].Retrying);
        await run.SayAsync("approve", over.Gates[0].Id);
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    private protected async Task<TrackRun> StartAsync(GateRules rules, params GraphTicket[] graph)
    {
        var run = new TrackRun(client, World);
        await run.StartAsync(4, input => input with { Rules = rules }, graph);
        return run;
    }
}
