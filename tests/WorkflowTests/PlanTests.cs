using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

public sealed class PlanTests(ServerFixture server) : PlanCases(server.Client);

public sealed class PlanTestsWithShortHistories(ShortHistoryServer server) : PlanCases(server.Client);

/// <summary>Tiers 1 and 2 plan the tickets of a track, a person decides on them, and the same run goes on as the track.</summary>
public abstract class PlanCases
{
    private readonly ITemporalClient _client;
    private readonly FakeWorld _world;

    protected PlanCases(ITemporalClient client)
    {
        _client = client;
        _world = new()
        {
            Turn = input => Task.FromResult(Priced(input.Tier == Tier.Planner && input.Turn == 1
                ? FakeWorld.Call(input, new("read_file", "README.md"), new("search", "x") { Rule = RulePolicy.Deny })
                : FakeWorld.Say(input, "The text."))),
        };
    }

    private IEnumerable<string> Steps => _world.Asked.Where(step => step.Contains("+plan", StringComparison.Ordinal));

    [Fact]
    public async Task A_base_that_fails_its_checks_costs_no_call()
    {
        _world.OpenPlan = new(new("make test", 2, "the-output", "1 of 9 failed"));
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Track.GetResultAsync());

        Assert.Equal(Failures.RedBase, (failed.InnerException as ApplicationFailureException)?.ErrorType);
        Assert.Equal(["open plan +plan/1"], Steps.Where(step => !step.StartsWith("close", StringComparison.Ordinal)));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_approved_plan_is_worked_under_the_same_id_and_is_on_the_bill()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        var waiting = await run.UntilAsync(s => s.Gates.Count == 1);

        Assert.Equal((TrackStatus.Waiting, "plan-1", "start 2 tickets"), (waiting.Status, waiting.Gates[0].Id, waiting.Gates[0].Subject));
        Assert.Equal((2, 1), (waiting.Usage["tier_1"].Calls, waiting.Usage["tier_2"].Calls));
        await run.SayAsync("request", Control("approve", new { request = "plan-1", hash = "1a1a" }));
        var end = await run.Track.GetResultAsync();

        Assert.Equal(
            [
                "open plan +plan/1", "turn +plan/1 1 rung 0 evidence - message -", "tool +plan/1 1.1",
                "tool +plan/1 1.2 A person's rule keeps this from whoever plans; do without it.",
                "turn +plan/1 2 rung 0 evidence - message -", "approach +plan/1 2", "turn +plan/1 1 rung 0 evidence - message -",
                "tickets +plan/1 1", "store +plan/1 1 edited False confirmed True",
            ],
            Steps);
        Assert.Equal((TrackStatus.Completed, 2, "planned"), (end.Status, end.TicketCount, end.Document));
        Assert.Equal((2, 1, 2), (end.Usage["tier_1"].Calls, end.Usage["tier_2"].Calls, end.Usage["tier_3"].Calls));
        Assert.Equal(3, end.OwnUsage!.Sum(u => u.Usage.Calls));
        Assert.Equal(waiting.Started, end.Started);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Mistakes_go_back_to_the_model_twice()
    {
        _world.Read = turn => turn.Turn < 3 ? FakeWorld.Mistaken(turn.Turn) : FakeWorld.Plan(turn.Turn);
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { Rules = new() { Plan = GatePolicy.Auto } });

        var end = await run.Track.GetResultAsync();

        Assert.Equal(TrackStatus.Completed, end.Status);
        Assert.Equal(3, end.Usage["tier_2"].Calls);
        Assert.Contains("turn +plan/1 2 rung 0 evidence - message message-1", Steps);
        Assert.Contains("turn +plan/1 3 rung 0 evidence - message message-2", Steps);
        Assert.Contains("store +plan/1 3 edited False confirmed False", Steps);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Three_answers_with_mistakes_end_the_plan_and_name_the_last_ones()
    {
        _world.Read = turn => FakeWorld.Mistaken(turn.Turn);
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();

        var failure = await FailureAsync(run);

        Assert.Contains("tier 2 wrote tickets with mistakes 3 times; the last ones:\nmistake 3\n", failure, StringComparison.Ordinal);
        Assert.Contains("`slop plan`", failure, StringComparison.Ordinal);
        Assert.Equal((TrackStatus.Failed, failure), (_world.Closed!.Track.Status, _world.Closed.Track.Reason));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejection_with_a_comment_has_the_tickets_written_anew()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates is [{ Id: "plan-1" }]);

        await run.SayAsync("reject", new { request = "plan-1", comment = "fewer" });
        await run.UntilAsync(s => s.Gates is [{ Id: "plan-2" }]);
        await run.SayAsync("approve", "plan-2");
        await run.Track.GetResultAsync();

        Assert.Contains(
            Steps, step => step.StartsWith("turn +plan/1 2 rung 0 evidence - message kept<", StringComparison.Ordinal)
                && step.Contains("fewer", StringComparison.Ordinal));
        Assert.Contains("decided plan-1 reject", _world.Asked);
        // A signal by hand confirms no command that would run without a sandbox.
        Assert.Contains("store +plan/1 2 edited False confirmed False", Steps);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejection_without_a_comment_ends_the_plan()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates.Count == 1);

        await run.SayAsync("reject", "plan-1");

        Assert.StartsWith("a person rejected the plan", await FailureAsync(run), StringComparison.Ordinal);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task An_edited_plan_with_mistakes_is_asked_for_again()
    {
        _world.ReadEdited = plan => plan.Track.GetProperty("tickets")[0].GetString() == "good" ? FakeWorld.Plan(9) : FakeWorld.Mistaken(1);
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates is [{ Id: "plan-1" }]);

        await run.SayAsync("approve", new { request = "plan-1", edited = new { tickets = new[] { "bad" } } });
        var again = (await run.UntilAsync(s => s.Gates is [{ Id: "plan-2" }])).Gates[0];
        await run.SayAsync("request", Control("approve", new { request = "plan-2", edited = new { tickets = new[] { "good" } } }));
        await run.Track.GetResultAsync();

        Assert.Equal("start 2 tickets (what was made of it cannot be used)", again.Subject);
        Assert.StartsWith("What was made of it cannot be used: mistake 1\n\n", again.Detail, StringComparison.Ordinal);
        Assert.Contains("store +plan/1 1 edited True confirmed True", Steps);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_plan_with_setup_of_its_own_asks_a_person_whatever_the_track_says()
    {
        _world.Read = turn => FakeWorld.Plan(turn.Turn, "it has setup");
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { Rules = new() { Plan = GatePolicy.Auto } });

        var gate = (await run.UntilAsync(s => s.Gates.Count == 1)).Gates[0];

        Assert.Equal("start 2 tickets (it has setup)", gate.Subject);
        await run.SayAsync("approve", "plan-1");
        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Requests_that_fit_no_plan_are_shown_and_what_is_told_reaches_the_next_turn()
    {
        var go = new TaskCompletionSource();
        var turn = _world.Turn;
        _world.Turn = async input =>
        {
            if (input is { Tier: Tier.Planner, Turn: 1 })
            {
                await go.Task;
            }

            return await turn(input);
        };
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.ActiveTier == "tier_1");

        await run.SayAsync("pause");
        await run.SayAsync("tell", "look at b too");
        var problem = Assert.Single((await run.UntilAsync(s => s.Problems.Count == 1)).Problems);
        go.SetResult();
        await run.UntilAsync(s => s.Gates.Count == 1);

        Assert.Contains("approve, reject and tell", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("turn +plan/1 2 rung 0 evidence - message kept<A person says:  look at b too>", Steps);
        await run.SayAsync("approve", "plan-1");
        var end = await run.Track.GetResultAsync();
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task The_budget_of_the_track_holds_for_the_plan_and_what_was_raised_stays()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { Budget = new() { Usd = 0.02m }, Rules = new() { Plan = GatePolicy.Auto } });

        var gate = (await run.UntilAsync(s => s.Gates.Count == 1)).Gates[0];
        Assert.Equal(("budget-1", GateKind.Budget), (gate.Id, gate.Kind));
        await run.SayAsync("approve", new { request = "budget-1", edited = new { usd = 1 } });
        var end = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, 1m), (end.Status, end.Budget!.Usd));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_failure_that_no_retry_helps_ends_the_plan_with_its_reason()
    {
        _world.Turn = _ => throw new ApplicationFailureException(
            "the key is wrong", Failures.ModelFinal, nonRetryable: true, details: [Array.Empty<ModelTry>()]);
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();

        Assert.Equal("the key is wrong", await FailureAsync(run));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_quota_of_the_day_is_waited_for_once()
    {
        var turn = _world.Turn;
        var met = false;
        _world.Turn = input =>
        {
            if (!met)
            {
                met = true;
                throw new ApplicationFailureException(
                    "quota",
                    Failures.ModelQuota,
                    nonRetryable: true,
                    details: [Array.Empty<ModelTry>(), 0, DateTimeOffset.UtcNow.AddSeconds(1)]);
            }

            return turn(input);
        };
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { Rules = new() { Plan = GatePolicy.Auto } });

        var end = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, 2), (end.Status, end.Usage["tier_1"].Calls));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_plan_that_is_only_kept_ends_with_its_document()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { KeepsOnly = true });
        await run.UntilAsync(s => s.Gates.Count == 1);

        await run.SayAsync("approve", "plan-1");
        var end = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, "planned", true), (end.Status, end.Document, end.IsPlan));
        Assert.DoesNotContain("prepare", _world.Asked);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task People_are_told_of_the_gate_and_of_the_end()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync(i => i with { Notices = new(60) });
        await run.UntilAsync(s => s.Gates.Count == 1);

        await run.SayAsync("reject", "plan-1");
        await FailureAsync(run);

        var told = _world.Asked.Where(a => a.StartsWith("notice", StringComparison.Ordinal));
        Assert.Equal(["notice GateOpened plan-1", "notice TrackEnded Failed"], told);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_cancelled_plan_is_recorded_and_cleared_up()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates.Count == 1);

        await run.Track.CancelAsync();
        await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Track.GetResultAsync());

        Assert.Equal(TrackStatus.Cancelled, _world.Closed!.Track.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_decision_is_refused_with_a_reason_where_no_gate_fits()
    {
        await using var run = new TrackRun(_client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates.Count == 1);

        var decision = new Decision { Request = "plan-1", Hash = "ffff", Approve = true };
        var refused = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => DecideAsync(decision));
        var edited = decision with { Hash = null, Edited = JsonSerializer.SerializeToElement(new { tickets = "none" }) };
        var misshapen = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => DecideAsync(edited));

        Assert.Contains("another action", refused.InnerException!.Message, StringComparison.Ordinal);
        Assert.Contains("list of tickets", misshapen.InnerException!.Message, StringComparison.Ordinal);
        await run.Track.CancelAsync();

        Task<string> DecideAsync(Decision given) => run.Track.ExecuteUpdateAsync<string>("decide", [given]);
    }

    private static ControlRequest Control(string signal, object input) => new(signal, JsonSerializer.SerializeToElement(input));

    private static async Task<string> FailureAsync(TrackRun run)
    {
        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => run.Track.GetResultAsync());
        return Assert.IsType<ApplicationFailureException>(failed.InnerException).Message;
    }

    private static TurnResult Priced(TurnResult reply) => reply with { Usage = reply.Usage with { Usd = 0.01m } };
}
