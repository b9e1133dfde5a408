using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

public sealed class RepairTests(ServerFixture server) : RepairCases(server.Client);

public sealed class RepairTestsWithShortHistories(ShortHistoryServer server) : RepairCases(server.Client)
{
    [Fact]
    public async Task A_ticket_that_is_suspended_at_the_gate_asks_no_model_again()
    {
        await using var run = await StartAsync(GatePolicy.Ask);
        await run.GatesAsync();
        await run.SuspendAsync();
        await run.GatesAsync();

        await run.SayAsync("approve", new { request = "a/patch-1" });
        var end = await run.Track.GetResultAsync();

        Assert.Equal((TrackStatus.Completed, 2), (end.Status, end.Usage["tier_4"].Calls));
        Assert.Single(Steps, step => step.StartsWith("analyze", StringComparison.Ordinal));
        await run.ReplayAsync();
    }
}

/// <summary>A red check, what tier 4 makes of it, and what a person decides.</summary>
public abstract class RepairCases
{
    private readonly ITemporalClient _client;
    private readonly FakeWorld _world;

    protected RepairCases(ITemporalClient client)
    {
        _client = client;
        _world = new()
        {
            Verify = input => input.Patched is null && input.Scope.Attempt == 1 ? new("make test", 2, "the-output", "1 of 9 failed") : null,
            Analyze = input => Task.FromResult(new FailureAnalysis(FakeWorld.Bill(input.Call), "a.txt:1 is wrong", "the-analysis")),
            Propose = input => Task.FromResult(Patch(input)),
        };
    }

    protected IEnumerable<string> Steps => _world.Asked.Where(
        step => step.Split(' ')[0] is "analyze" or "propose" or "apply" or "verify" or "turn");

    [Fact]
    public async Task An_approved_patch_is_applied_and_the_check_runs_again_in_the_same_attempt()
    {
        await using var run = await StartAsync(GatePolicy.Ask);
        var gate = Assert.Single(await run.GatesAsync());

        await run.SayAsync("approve", new { request = "a/patch-1", hash = "9a7c4000", edited = new { hunks = new[] { 1, 3 } } });
        var end = await run.Track.GetResultAsync();

        Assert.Equal(("a/patch-1", "apply a patch", "the diff"), (gate.Id, gate.Subject, gate.Detail));
        Assert.Equal(
            [
                "turn a/1 1 rung 0 evidence - message -", "verify a/1", "analyze a/1 1 verify 1", "propose a/1 2 wish - refused -",
                "apply a/1 2 {\"hunks\":[1,3]}", "verify a/1",
            ],
            Once(Steps));
        Assert.Equal((TrackStatus.Completed, 1, 2), (end.Status, end.Usage["tier_3"].Calls, end.Usage["tier_4"].Calls));
        Assert.Equal(0.02m, end.Usage["tier_4"].Usd);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_rejected_patch_ends_the_attempt_and_the_next_one_reads_why()
    {
        await using var run = await StartAsync(GatePolicy.Ask);
        await run.GatesAsync();

        await run.SayAsync("reject", new { request = "a/patch-1", comment = "not the test" });
        await run.Track.GetResultAsync();

        Assert.Contains(
            "turn a/2 1 rung 1 evidence kept<Tier 4 proposed a patch; a person rejected its patch: not the test.> message -", Steps);
        Assert.DoesNotContain(Steps, step => step.StartsWith("apply", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_patch_that_does_not_fit_is_sent_back_once()
    {
        _world.Propose = input => Task.FromResult(input.Refused is null ? Misfit(input) : Patch(input));
        await using var run = await StartAsync(GatePolicy.Auto);

        var end = await run.Track.GetResultAsync();

        Assert.Equal(
            ["propose a/1 2 wish - refused -", "propose a/1 3 wish - refused nearest-lines", "apply a/1 3"],
            Once(Steps).Where(step => step[0] is 'p' or 'a' && !step.StartsWith("analyze", StringComparison.Ordinal)));
        Assert.Equal((TrackStatus.Completed, 3), (end.Status, end.Usage["tier_4"].Calls));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Two_patches_that_do_not_fit_end_the_attempt()
    {
        _world.Propose = input => Task.FromResult(Misfit(input));
        await using var run = await StartAsync(GatePolicy.Auto);

        await run.Track.GetResultAsync();

        Assert.Contains("turn a/2 1 rung 1 evidence the-analysis message -", Steps);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_check_that_is_red_with_the_patch_too_ends_the_attempt()
    {
        _world.Verify = input => input.Scope.Attempt == 1 ? new("make test", 2, "the-output", "1 of 9 failed") : null;
        await using var run = await StartAsync(GatePolicy.Auto);

        await run.Track.GetResultAsync();

        Assert.Contains("turn a/2 1 rung 1 evidence kept<A patch of tier 4 was applied before this check.> message -", Steps);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task What_was_made_of_a_patch_and_does_not_fit_is_asked_for_again()
    {
        _world.Apply = input => input.Edited is null ? new(null, "1 file changed") : new("There is no hunk 7.");
        await using var run = await StartAsync(GatePolicy.Ask);
        await run.GatesAsync();

        await run.SayAsync("approve", new { request = "a/patch-1", edited = new { hunks = new[] { 7 } } });
        var again = Assert.Single((await run.UntilAsync(s => s.Gates is [{ Id: "a/patch-2" }])).Gates);
        await run.SayAsync("approve", "a/patch-2");
        var end = await run.Track.GetResultAsync();

        Assert.StartsWith("what was made of it does not fit; ", again.Subject, StringComparison.Ordinal);
        Assert.StartsWith("What was made of it does not fit: There is no hunk 7.\n\n", again.Detail, StringComparison.Ordinal);
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Without_an_analysis_the_attempt_fails_as_it_would_without_tier_4()
    {
        _world.Analyze = _ => throw new ApplicationFailureException(
            "no key", Failures.ModelFinal, nonRetryable: true, details: [Array.Empty<ModelTry>()]);
        await using var run = await StartAsync(GatePolicy.Ask);

        var end = await run.Track.GetResultAsync();

        Assert.Contains("turn a/2 1 rung 1 evidence the-output message -", Steps);
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task A_tier_that_has_used_its_part_of_the_budget_is_not_asked()
    {
        await using var run = new TrackRun(_client, _world);
        await run.StartAsync(1, i => Help(i, GatePolicy.Auto) with { Budget = new() { Usd = 0.04m } }, new("a"), new("b"));

        var end = await run.Track.GetResultAsync();

        // A quarter of four cents is what the answers about the first ticket took.
        Assert.Equal(["analyze a/1 1 verify 1"], Steps.Where(step => step.StartsWith("analyze", StringComparison.Ordinal)));
        Assert.Contains("turn b/2 1 rung 1 evidence the-output message -", Steps);
        Assert.Equal(TrackStatus.Completed, end.Status);
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Where_a_person_wants_it_a_failing_command_of_the_worker_is_analysed_too()
    {
        _world.Verify = _ => null;
        _world.ToolFails = true;
        _world.Turn = input => Task.FromResult(input.Turn == 1
            ? FakeWorld.Call(input, new ToolCallSummary("run_command", "make"), new ToolCallSummary("read_file", "a"))
            : FakeWorld.Say(input, "Done."));
        await using var run = new TrackRun(_client, _world);
        await run.StartAsync(1, i => Help(i, GatePolicy.Auto) with { Help = new() { Qa = QaPolicy.All } }, new GraphTicket("a"));

        await run.Track.GetResultAsync();

        Assert.Equal(["analyze a/1 1 call 1.1"], Steps.Where(step => step.StartsWith("analyze", StringComparison.Ordinal)));
        await run.ReplayAsync();
    }

    /// <summary>A step that a suspended ticket repeats finds its outcome in the journal.</summary>
    private static IEnumerable<string> Once(IEnumerable<string> steps)
    {
        var before = "";
        foreach (var step in steps)
        {
            if (step != before)
            {
                yield return step;
            }

            before = step;
        }
    }

    private static PatchProposal Patch(PatchInput input) => new()
    {
        Bill = FakeWorld.Bill(input.Call),
        Hash = "9a7c4000",
        Subject = "apply a patch",
        Detail = "the diff",
    };

    private static PatchProposal Misfit(PatchInput input) => new()
    {
        Bill = FakeWorld.Bill(input.Call),
        Problem = "hunk 1 does not fit",
        Refused = "nearest-lines",
    };

    private static TrackInput Help(TrackInput input, GatePolicy patch) =>
        input with { Rules = new() { Patch = patch }, Help = new() { Qa = QaPolicy.Verify } };

    private protected async Task<TrackRun> StartAsync(GatePolicy patch)
    {
        var run = new TrackRun(_client, _world);
        await run.StartAsync(4, i => Help(i, patch), new GraphTicket("a"));
        return run;
    }
}
