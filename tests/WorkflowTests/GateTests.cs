using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

public sealed class GateTests(ServerFixture server) : GateCases(server.Client);

public sealed class GateTestsWithShortHistories(ShortHistoryServer server) : GateCases(server.Client);

public abstract class GateCases(ITemporalClient client)
{
    private static readonly ToolCallSummary Download =
        new("run_command", "curl x") { Ask = "needs the network", Hash = $"abcd1234{new string('0', 56)}", Detail = "curl x" };

    private static readonly ToolCallSummary Question = new("ask_person", "Which format?") { Hash = "beef0000", Detail = "Which format?" };

    private readonly FakeWorld _world = new();

    [Fact]
    public async Task A_spawn_waits_for_a_person_whose_edit_reaches_the_prompt()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"));
        var gate = Assert.Single(await run.GatesAsync());
        Assert.Equal(("a/spawn-1", GateKind.Spawn, "d4af7000"), (gate.Id, gate.Kind, gate.Hash));
        Assert.Equal(TrackStatus.Waiting, (await run.UntilAsync(s => s.Status == TrackStatus.Waiting)).Status);
        Assert.DoesNotContain(_world.Asked, a => a.StartsWith("turn", StringComparison.Ordinal));

        var edited = new { prompt = "Do it my way", add_files = new[] { "x.md" } };
        await run.SayAsync("approve", new { request = "a/spawn-1", hash = "d4af", edited });
        var result = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, result.Status);
        Assert.Contains("edit a/1 Do it my way +x.md", _world.Asked);
        Assert.Contains("decided a/spawn-1 approve", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task The_pages_of_the_Web_UI_have_the_gate_and_the_JSON_to_paste()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"));
        await run.GatesAsync();

        foreach (var page in new[] { run.Track.Id, run.Ticket("a").Id })
        {
            var details = await client.GetWorkflowHandle(page).QueryAsync<WorkflowMetadata>("__temporal_workflow_metadata", []);
            Assert.Contains("""{"request":"a/spawn-1","hash":"d4af7000"}""", details.CurrentDetails, StringComparison.Ordinal);
        }

        await run.SayAsync("approve", "a/spawn-1");
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejected_spawn_blocks_the_ticket_and_a_retry_asks_again_under_a_new_id()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"));
        await run.GatesAsync();

        await run.SayAsync("reject", new { request = "a/spawn-1", comment = "not yet" });
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.SayAsync("retry", new { ticket = "a", note = "use RFC 4180", model = "3" });
        var again = Assert.Single(await run.GatesAsync());
        await run.SayAsync("approve", again.Id);
        await run.Track.GetResultAsync();

        Assert.Equal("the start was rejected: not yet", blocked.Tickets[0].Reason);
        Assert.Equal("a/spawn-2", again.Id);
        Assert.Contains("turn a/2 1 rung 2 evidence - message - instruction kept<A person says:  use RFC 4180>", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_ticket_at_a_gate_gives_its_slot_to_others()
    {
        _world.Turn = input => Task.FromResult(input.Scope.Ticket == "a" && input.Turn == 1
            ? FakeWorld.Call(input, Question)
            : FakeWorld.Say(input, "Done."));
        GraphTicket[] graph = [new("a"), new("b"), new("c")];
        await using var run = await StartAsync(new() { Question = GatePolicy.Ask }, 1, graph);

        await run.UntilAsync(s => run.Status(s, "b") == TicketStatus.Completed && run.Status(s, "c") == TicketStatus.Completed);
        Assert.Equal("a/question-1", Assert.Single(await run.GatesAsync()).Id);
        await run.SayAsync("approve", new { request = "a/question-1", edited = "CSV" });
        await run.Track.GetResultAsync();

        Assert.Contains("tool a/1 1.1 CSV", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_empty_approval_answers_no_question_and_the_gate_stays_open()
    {
        _world.Turn = input => Task.FromResult(input.Turn == 1 ? FakeWorld.Call(input, Question) : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(new() { Question = GatePolicy.Ask }, new GraphTicket("a"));
        await run.GatesAsync();

        await run.SayAsync("approve", "a/question-1");
        var refused = await run.UntilAsync(s => s.Problems.Count == 1);
        await run.SayAsync("approve", new { request = "a/question-1", comment = "CSV" });
        await run.Track.GetResultAsync();

        Assert.Contains(
            "approve it with a comment, which is the answer: {\"request\"", refused.Problems[0].Problem, StringComparison.Ordinal);
        Assert.Equal("a/question-1", Assert.Single(refused.Gates).Id);
        Assert.Contains("tool a/1 1.1 CSV", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_person_reads_the_work_before_it_is_merged_and_only_where_one_is_asked()
    {
        _world.Commit = input => input.Review == true ? new("c0ffee", new(1, 2, 0), "the diff") : null;
        GraphTicket[] graph = [new("a")];
        await using var run = await StartAsync(new() { Integrate = GatePolicy.Ask }, graph);
        var gate = Assert.Single(await run.GatesAsync());
        await run.SayAsync("approve", gate.Id);
        await run.Track.GetResultAsync();

        Assert.Equal("the diff", gate.Detail);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_track_waits_where_what_is_left_waits_for_files_of_a_ticket_at_a_gate()
    {
        GraphTicket[] graph = [new("a") { Touches = ["x"] }, new("b") { Touches = ["x"] }];
        await using var run = await StartAsync(new() { Integrate = GatePolicy.Ask }, graph);

        await run.UntilAsync(s => s.Status == TrackStatus.Waiting);
        await run.SayAsync("approve", "a/integrate-1");
        await run.UntilAsync(s => s.Gates is [{ Id: "b/integrate-1" }]);
        await run.SayAsync("approve", "b/integrate-1");

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_tool_call_is_rejected_with_a_reason_or_run_with_other_arguments()
    {
        _world.Turn = input => Task.FromResult(input.Turn == 1
            ? FakeWorld.Call(input, Download, new("read_file", "a"), Download)
            : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(new() { Tool = GatePolicy.Policy }, new GraphTicket("a"));

        await run.GatesAsync();
        await run.SayAsync("reject", new { request = "a/tool-1", comment = "use the mirror" });
        await run.UntilAsync(s => s.Gates is [{ Id: "a/tool-2" }]);
        await run.SayAsync("approve", new { request = "a/tool-2", edited = new { command = "curl mirror" } });
        await run.Track.GetResultAsync();

        Assert.Equal(
            [
                "tool a/1 1.1 A person rejected this call: use the mirror",
                "tool a/1 1.2",
                "tool a/1 1.3 approved{\"command\":\"curl mirror\"}",
            ],
            _world.Asked.Where(a => a.StartsWith("tool", StringComparison.Ordinal)));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_merge_that_a_person_does_not_want_is_tried_again_with_the_reason()
    {
        await using var run = await StartAsync(new() { Integrate = GatePolicy.Ask }, new GraphTicket("a"));
        var gate = Assert.Single(await run.GatesAsync());
        await run.SayAsync("reject", new { request = "a/integrate-1", comment = "no tabs" });
        await run.UntilAsync(s => s.Gates is [{ Id: "a/integrate-2" }]);
        await run.SayAsync("approve", "a/integrate-2");

        var result = await run.Track.GetResultAsync();

        Assert.Equal("commit-a-1-1", gate.Hash);
        Assert.Equal("commit-a-2-1", result.Commit);
        Assert.Contains("turn a/2 1 rung 1 evidence kept<A person did not want this work merged: no tabs> message -", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task At_the_deadline_the_default_is_applied()
    {
        var rules = new GateRules { Spawn = GatePolicy.Ask, DeadlineMinutes = 0, OnDeadline = GateDefault.Skip };
        await using var run = await StartAsync(rules, new GraphTicket("a"), new GraphTicket("b") { After = [0], Done = true });

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);

        Assert.Equal(TicketStatus.Skipped, run.Status(await run.SnapshotAsync(), "a"));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejection_in_the_name_of_the_deadline_is_still_a_persons()
    {
        var rules = new GateRules { Spawn = GatePolicy.Ask, DeadlineMinutes = 60, OnDeadline = GateDefault.Skip };
        await using var run = await StartAsync(rules, new GraphTicket("a"));
        await run.GatesAsync();

        await run.SayAsync("reject", new { request = "a/spawn-1", by = "deadline", comment = "no" });
        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);

        Assert.Equal("the start was rejected: no", blocked.Tickets[0].Reason);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_approval_for_always_releases_calls_that_wait_for_the_same_and_asks_no_more()
    {
        var other = Download with { Hash = $"abcd1234{new string('9', 56)}" };
        _world.Turn = input => Task.FromResult((input.Scope.Ticket, input.Turn) switch
        {
            ("other", 1) => FakeWorld.Call(input, other),
            (_, 1) => FakeWorld.Call(input, Download),
            _ => FakeWorld.Say(input, "Done."),
        });
        var rules = new GateRules { Tool = GatePolicy.Policy };
        GraphTicket[] graph = [new("a"), new("b"), new("other"), new("later") { After = [0] }];
        await using var run = await StartAsync(rules, graph);
        await run.GatesAsync(3);

        await run.SayAsync("approve", new { request = "a/tool-1", always = true });
        await run.UntilAsync(s => new[] { "a", "b", "later" }.All(t => run.Status(s, t) == TicketStatus.Completed));
        Assert.Equal("other/tool-1", Assert.Single(await run.GatesAsync()).Id);
        await run.SayAsync("approve", new { request = "other/tool-1", always = true, edited = new { command = "x" } });
        var problem = (await run.UntilAsync(s => s.Problems.Count == 1)).Problems[0].Problem;
        await run.SayAsync("approve", "other/tool-1");
        await run.Track.GetResultAsync();

        Assert.StartsWith("other/tool-1: an edited call is approved once", problem, StringComparison.Ordinal);
        Assert.Single(_world.Asked, a => a.StartsWith("tool later/1 1.1 approved", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_part_of_a_hash_as_builds_before_wrote_it_confirms_one_call_and_no_other()
    {
        _world.Turn = input => Task.FromResult(
            input.Turn <= 2 ? FakeWorld.Call(input, Download with { Hash = "abcd1234" }) : FakeWorld.Say(input, "Done."));
        await using var run = await StartAsync(new() { Tool = GatePolicy.Policy }, new GraphTicket("a"), new GraphTicket("b"));
        await run.GatesAsync(2);

        await run.SayAsync("approve", new { request = "a/tool-1", always = true });
        var gates = (await run.UntilAsync(s => s.Gates.Any(g => g.Id == "a/tool-2"))).Gates;
        await run.SayAsync("approve", "a/tool-2");
        await run.SayAsync("approve", "b/tool-1");
        await run.UntilAsync(s => s.Gates is [{ Id: "b/tool-2" }]);
        await run.SayAsync("approve", "b/tool-2");
        await run.Track.GetResultAsync();

        Assert.Equal(["a/tool-2", "b/tool-1"], gates.Select(g => g.Id));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task The_same_gate_answered_a_hundred_times_by_ten_clients_at_once_is_decided_once()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"), new GraphTicket("z"));
        await run.GatesAsync(2);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var another = await TemporalClient.ConnectAsync(new(client.Connection.Options.TargetHost!));
            var track = another.GetWorkflowHandle(run.Track.Id);
            await Task.WhenAll(Enumerable.Range(0, 10).Select(
                n => track.SignalAsync(n % 2 == 0 ? "approve" : "reject", [new { request = "a/spawn-1" }])));
        }));
        await run.SayAsync("approve", "z/spawn-1");
        await run.UntilAsync(s => s.Tickets.All(t => t.Status is TicketStatus.Completed or TicketStatus.Blocked));

        Assert.Single(_world.Asked, a => a.StartsWith("decided a/spawn-1", StringComparison.Ordinal));
        var problems = (await run.SnapshotAsync()).Problems;
        Assert.All(problems, p => Assert.Contains("decided already", p.Problem, StringComparison.Ordinal));
        Assert.Equal(20, problems.Count);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_update_refuses_a_stale_hash_and_takes_the_right_one_once()
    {
        await using var run = await StartAsync(new() { Spawn = GatePolicy.Ask }, new GraphTicket("a"));
        await run.GatesAsync();
        Task<string> Decide(string hash) => run.Track.ExecuteUpdateAsync<string>(
            "decide", [new Decision { Request = "a/spawn-1", Hash = hash, Approve = true, Id = "one" }]);

        var stale = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => Decide("ffff"));
        var said = await Decide("d4af7000");
        var again = await Decide("d4af7000");

        Assert.Contains("another action now: its hash is d4af7000, not ffff", stale.InnerException!.Message, StringComparison.Ordinal);
        Assert.Equal(("a/spawn-1 approved", "decided already"), (said, again));
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    private Task<TrackRun> StartAsync(GateRules rules, params GraphTicket[] graph) => StartAsync(rules, 4, graph);

    private async Task<TrackRun> StartAsync(GateRules rules, int workers, params GraphTicket[] graph)
    {
        var run = new TrackRun(client, _world);
        await run.StartAsync(workers, i => i with { Rules = rules }, graph);
        return run;
    }
}
