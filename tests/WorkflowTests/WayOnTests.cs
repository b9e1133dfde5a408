using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;

namespace SlopTemporal.WorkflowTests;

public sealed class WayOnTests(ServerFixture server) : WayOnCases(server.Client);

public sealed class WayOnTestsWithShortHistories(ShortHistoryServer server) : WayOnCases(server.Client);

/// <summary>A ticket whose attempts all failed, and what tier 2 makes of it.</summary>
public abstract class WayOnCases(ITemporalClient client)
{
    private static readonly GraphTicket[] Graph =
        [new("a") { MaxAttempts = 1 }, new("b") { After = [0] }];

    private readonly FakeWorld _world = new()
    {
        Verify = input => input.Scope is { Ticket: "a", Attempt: 1 } ? new("make", 2, "the-output", "red") : null,
    };

    private IEnumerable<string> Turns => _world.Asked.Where(step => step.StartsWith("turn", StringComparison.Ordinal));

    [Fact]
    public async Task A_split_ticket_is_left_out_and_what_waits_for_it_waits_for_its_pieces()
    {
        Propose(WayOnKind.Split);
        _world.Split = _ => new("document-2", [new("a1"), new("a2") { After = [2] }]);
        await using var run = await StartAsync(ReplanPolicy.Ask);
        var gate = Assert.Single(await run.GatesAsync());

        await run.SayAsync("approve", new { request = "a/plan-1", hash = gate.Hash });
        var end = await run.Track.GetResultAsync();
        var last = await run.SnapshotAsync();

        Assert.Equal(
            ("a/plan-1", "all attempts failed; split it into a1, a2: too much at once", "two tickets"),
            (gate.Id, gate.Subject, gate.Detail));
        Assert.Equal(["a", "a1", "a2", "b"], Turns.Select(turn => turn.Split(' ')[1].Split('/')[0]));
        Assert.Equal(
            [TicketStatus.Skipped, TicketStatus.Completed, TicketStatus.Completed, TicketStatus.Completed],
            last.Tickets.Select(t => t.Status));
        Assert.Equal((TrackStatus.Completed, 1), (end.Status, end.Usage["tier_2"].Calls));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_piece_is_not_split_again()
    {
        Propose(WayOnKind.Split);
        _world.Verify = input => input.Scope.Ticket is "a" or "a1" ? new("make", 2, "the-output", "red") : null;
        _world.Split = _ => new("document-2", [new("a1") { MaxAttempts = 1, IsPiece = true }]);
        await using var run = await StartAsync(ReplanPolicy.Auto);

        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.SayAsync("close");
        await run.Track.GetResultAsync();

        Assert.Equal(["way on a/1 1"], _world.Asked.Where(step => step.StartsWith("way on", StringComparison.Ordinal)));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_a_person_makes_of_it_is_checked_and_takes_its_place()
    {
        Propose(WayOnKind.Reword);
        _world.Split = split => split.Tickets.Contains("good", StringComparison.Ordinal)
            ? new("document-2", [new("good")])
            : new(null, [], "no");
        await using var run = await StartAsync(ReplanPolicy.Ask);
        await run.GatesAsync();

        await run.SayAsync("approve", new { request = "a/plan-1", edited = new { tickets = new[] { new { id = "bad" } } } });
        var again = Assert.Single((await run.UntilAsync(s => s.Gates is [{ Id: "a/plan-2" }])).Gates);
        await run.SayAsync("approve", new { request = "a/plan-2", edited = new { tickets = new[] { new { id = "good" } } } });
        await run.Track.GetResultAsync();

        Assert.StartsWith("What was made of it cannot be: no\n\n", again.Detail, StringComparison.Ordinal);
        Assert.Equal(["a", "good", "b"], Turns.Select(turn => turn.Split(' ')[1].Split('/')[0]));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_reworded_ticket_is_tried_again_with_its_new_words()
    {
        Propose(WayOnKind.Reword);
        await using var run = await StartAsync(ReplanPolicy.Auto);

        var end = await run.Track.GetResultAsync();

        Assert.Contains("turn a/2 1 rung 1 evidence the-output message - instruction the-words", Turns);
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task The_words_of_a_reworded_ticket_can_be_a_persons()
    {
        Propose(WayOnKind.Reword);
        await using var run = await StartAsync(ReplanPolicy.Ask);
        await run.GatesAsync();

        await run.SayAsync("approve", new { request = "a/plan-1", edited = new { description = "Only the header." } });
        var end = await run.Track.GetResultAsync();

        Assert.Contains(Turns, turn => turn.StartsWith("turn a/2", StringComparison.Ordinal)
            && turn.EndsWith("kept<A person has reworded this ticket. It asks for this now:  Only the header.>", StringComparison.Ordinal));
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejected_way_on_leaves_the_ticket_blocked_and_tier_2_is_not_asked_again()
    {
        Propose(WayOnKind.Split);
        await using var run = await StartAsync(ReplanPolicy.Ask);
        await run.GatesAsync();

        await run.SayAsync("reject", new { request = "a/plan-1", comment = "it is small enough" });
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.SayAsync("skip", "a");
        await run.Track.GetResultAsync();

        Assert.EndsWith(
            "a person did not want to split it into a1, a2: it is small enough", blocked.Tickets[0].Reason, StringComparison.Ordinal);
        Assert.Single(_world.Asked, step => step.StartsWith("way on", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Theory]
    [InlineData(ReplanPolicy.Ask)]
    [InlineData(ReplanPolicy.Auto)]
    public async Task A_ticket_that_is_a_persons_is_blocked_and_says_so(ReplanPolicy policy)
    {
        Propose(WayOnKind.Person);
        await using var run = await StartAsync(policy);

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.SayAsync("close");
        await run.Track.GetResultAsync();

        Assert.EndsWith("tier 2 gives it to a person: too much at once", blocked.Tickets[0].Reason, StringComparison.Ordinal);
        await run.ReplayAsync();
    }

    private void Propose(WayOnKind kind) => _world.WayOn = input => Task.FromResult(
        new WayOnResult(FakeWorld.Bill(input.Call), kind, "too much at once")
        {
            Hash = "3a7f0000",
            Detail = "two tickets",
            Kept = kind == WayOnKind.Reword ? "the-words" : "the-tickets",
            Pieces = ["a1", "a2"],
        });

    private async Task<TrackRun> StartAsync(ReplanPolicy replan)
    {
        var run = new TrackRun(client, _world);
        await run.StartAsync(4, i => i with { Help = new() { Replan = replan } }, Graph);
        return run;
    }
}
