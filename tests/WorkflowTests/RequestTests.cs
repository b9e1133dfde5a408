using System.Text.Json;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

public sealed class RequestTests(ServerFixture server) : RequestCases(server.Client);

public sealed class RequestTestsWithShortHistories(ShortHistoryServer server) : RequestCases(server.Client);

public abstract class RequestCases(ITemporalClient client)
{
    private readonly FakeWorld _world = new();

    [Fact]
    public async Task Nonsense_of_every_kind_is_shown_with_what_was_expected_and_hurts_nothing()
    {
        await using var run = await BlockedAsync();
        (string Signal, object?[] Input, string Expected)[] nonsense =
        [
            ("approve", [], "no gate is open"),
            ("approve", [42], "expected nothing, \"ticket/kind-1\""),
            ("reject", [new { request = "a/spawn-9" }], "no gate a/spawn-9 is open"),
            ("approve", [new { requset = "a/spawn-1" }], "there is no \"requset\" here"),
            ("retry", [], "expected \"ticket-id\""),
            ("retry", ["nobody"], "there is no ticket \"nobody\""),
            ("retry", [new { ticket = "a", from = "elsewhere" }], "\"from\" is \"clean\""),
            ("skip", [new[] { "a" }], "expected \"ticket-id\""),
            ("set_limits", [new { max_workers = -1 }], "\"max_workers\" must be a whole number"),
            ("set_limits", [new { }], "nothing to set"),
            ("set_limits", [new { max_workers = int.MaxValue }], "\"max_workers\" must be a whole number from 1 to 1000"),
            ("set_limits", [new { budget = new { minutes = int.MaxValue } }], "\"minutes\" must be a whole number from 1 to 10000000"),
            ("close", [new { x = 1 }], "expected nothing"),
            ("pause", [true], "expected nothing"),
            ("resume", ["now"], "expected nothing"),
            ("tell", ["a"], "expected {\"ticket\""),
            ("add_tickets", ["docs"], "expected a ticket"),
            ("aprove", ["a"], "a track knows approve"),
        ];

        foreach (var (signal, input, _) in nonsense)
        {
            await run.Track.SignalAsync(signal, input!);
        }

        var problems = (await run.UntilAsync(s => s.Problems.Count == nonsense.Length)).Problems;
        Assert.All(nonsense.Zip(problems), pair => Assert.StartsWith(pair.First.Expected, pair.Second.Problem, StringComparison.Ordinal));
        Assert.Equal(nonsense.Select(n => n.Signal), problems.Select(p => p.Signal));
        await run.SayAsync("skip", "a");
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Tickets_are_added_while_the_track_runs_and_a_bad_one_is_refused_and_shown()
    {
        await using var run = await BlockedAsync();
        _world.Add = t => t.Json.Contains("good", StringComparison.Ordinal)
            ? new("document-2", [new GraphTicket("good")])
            : new(null, [], "ticket \"bad\" depends on a ticket that does not exist");

        await run.SayAsync("add_tickets", new { id = "good", description = "…" });
        await run.SayAsync("add_tickets", [new object[] { new { id = "bad", description = "…" } }]);
        var done = await run.UntilAsync(
            s => s.TicketCount == 2 && s.Problems.Count == 1 && run.Status(s, "good") == TicketStatus.Completed);

        Assert.StartsWith("ticket \"bad\" depends on", done.Problems[0].Problem, StringComparison.Ordinal);
        await run.SayAsync("skip", "a");
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Limits_change_live_and_words_reach_the_model_before_its_next_turn()
    {
        var told = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            if (input.Turn == 1)
            {
                await told.Task;
                return FakeWorld.Call(input, new ToolCallSummary("read_file", "a"));
            }

            return FakeWorld.Say(input, "Done.");
        };
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 1", StringComparison.Ordinal)));

        await run.SayAsync("set_limits", new { max_workers = 9, budget = new { usd = 20 } });
        await run.SayAsync("tell", new { ticket = "a", text = "Mind the tabs." });
        var changed = await run.UntilAsync(s => s.MaxWorkers == 9);
        told.SetResult();
        await run.Track.GetResultAsync();

        Assert.Equal(20, changed.Budget!.Usd);
        Assert.Contains("turn a/1 2 rung 0 evidence - message kept<A person says:  Mind the tabs.>", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_is_told_during_the_last_turn_is_read_before_the_work_is_verified()
    {
        var told = new TaskCompletionSource();
        _world.Turn = async input =>
        {
            await (input.Turn == 1 ? told.Task : Task.CompletedTask);
            return FakeWorld.Say(input, "Done.");
        };
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(new GraphTicket("a"));
        await run.UntilAsync(_ => _world.Asked.Any(a => a.StartsWith("turn a/1 1", StringComparison.Ordinal)));

        await run.SayAsync("tell", new { ticket = "a", text = "Mind the tabs." });
        await run.SayAsync("set_limits", new { max_workers = 9 });
        await run.UntilAsync(s => s.MaxWorkers == 9);
        told.SetResult();
        await run.Track.GetResultAsync();

        Assert.Equal(
            ["turn a/1 2 rung 0 evidence - message kept<A person says:  Mind the tabs.>", "verify a/1"],
            _world.Asked.SkipWhile(a => !a.StartsWith("turn a/1 2", StringComparison.Ordinal)).Take(2));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task While_the_base_is_checked_the_track_says_so()
    {
        var check = new TaskCompletionSource();
        _world.BaseReady = check.Task;
        await using var run = new TrackRun(client, _world);
        await run.StartAsync(new GraphTicket("a"));

        var before = await run.UntilAsync(s => s.Doing is not null);
        check.SetResult();
        await run.Track.GetResultAsync();

        Assert.StartsWith("checking the base", before.Doing, StringComparison.Ordinal);
        Assert.Null((await run.SnapshotAsync()).Doing);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_control_update_refuses_with_a_reason()
    {
        await using var run = await BlockedAsync();

        var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => run.Track.ExecuteUpdateAsync<string>("control", [Control("retry", "nobody")]));
        var paused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => run.Track.ExecuteUpdateAsync<string>("control", [Control("pause", true)]));
        Assert.Equal("paused", await run.Track.ExecuteUpdateAsync<string>("control", [Control("pause", new { })]));
        await run.Track.ExecuteUpdateAsync<string>("control", [Control("skip", "a")]);

        Assert.Equal("there is no ticket \"nobody\" in this track", refused.InnerException!.Message);
        Assert.Equal("expected nothing: leave the box empty", paused.InnerException!.Message);
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_request_that_comes_by_update_and_again_as_a_signal_is_done_once()
    {
        await using var run = await BlockedAsync();
        _world.Add = t => t.Json.Contains("good", StringComparison.Ordinal)
            ? new("document-2", [new GraphTicket("good")])
            : new(null, [], "it has no description");
        var request = Control("add_tickets", new { id = "good", description = "…" }) with { Id = "once" };

        var bad = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
            () => run.Track.ExecuteUpdateAsync<string>("control", [Control("add_tickets", new { id = "bad" })]));
        var said = await run.Track.ExecuteUpdateAsync<string>("control", [request]);
        await run.SayAsync("request", request);
        await run.SayAsync("request", new { signal = "retry", input = "nobody" });
        var after = await run.UntilAsync(s => s.Problems.Count > 0);

        Assert.Equal(("it has no description", "added: good"), (bad.InnerException!.Message, said));
        Assert.Equal((2, "there is no ticket \"nobody\" in this track"), (after.TicketCount, Assert.Single(after.Problems).Problem));
        await run.SayAsync("skip", "a");
        await run.Track.GetResultAsync();
        await run.ReplayAsync();
    }

    private static ControlRequest Control(string signal, object input) => new(signal, JsonSerializer.SerializeToElement(input));

    private async Task<TrackRun> BlockedAsync()
    {
        _world.Verify = v => v.Scope.Ticket == "a" ? new("false", 1, "e", "no") : null;
        var run = new TrackRun(client, _world);
        await run.StartAsync(new GraphTicket("a") { MaxAttempts = 1 });
        await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        return run;
    }
}
