using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.WorkflowTests;

/// <summary>Tier 2 on work whose checks pass.</summary>
public sealed class JudgementTests(ServerFixture server)
{
    private readonly FakeWorld _world = new();

    private IEnumerable<string> Steps => _world.Asked.Where(step => step.Split(' ')[0] is "judge" or "review" or "commit" or "turn");

    [Fact]
    public async Task An_acceptance_that_is_not_met_fails_the_attempt_and_the_next_one_reads_why()
    {
        _world.Judge = input => Task.FromResult(new AcceptanceResult(
            FakeWorld.Bill(input.Call), input.Call.Scope.Attempt == 1 ? "not met: quotes" : null, "the-judgement"));
        await using var run = await StartAsync(new() { Replan = ReplanPolicy.Off }, new GraphTicket("a") { Acceptance = 2 });

        var end = await run.Track.GetResultAsync();

        Assert.Equal(
            [
                "turn a/1 1 rung 0 evidence - message -", "judge a/1 1", "turn a/2 1 rung 1 evidence the-judgement message -",
                "judge a/2 1", "commit a/2 base",
            ],
            Steps);
        Assert.Equal((TrackStatus.Completed, 2), (end.Status, end.Usage["tier_2"].Calls));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Without_lines_nobody_is_asked()
    {
        await using var run = await StartAsync(new(), new GraphTicket("a"));

        await run.Track.GetResultAsync();

        Assert.DoesNotContain(Steps, step => step.StartsWith("judge", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Where_it_cannot_be_judged_the_work_is_not_merged()
    {
        _world.Judge = _ => throw new ApplicationFailureException(
            "no key", Failures.ModelFinal, nonRetryable: true, details: [Array.Empty<object>()]);
        await using var run = await StartAsync(new(), new GraphTicket("a") { Acceptance = 1 });

        var blocked = await run.UntilAsync(s => s.Status == TrackStatus.Blocked);
        await run.SayAsync("close");
        await run.Track.GetResultAsync();

        Assert.Contains("could not say whether the acceptance is met: no key", blocked.Tickets[0].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Steps, step => step.StartsWith("commit", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Findings_are_two_more_turns_of_the_worker_and_then_a_persons()
    {
        _world.Review = input => Task.FromResult(new ReviewResult(FakeWorld.Bill(input.Call), "- a.cs:1: leaks", "the-findings"));
        await using var run = await StartAsync(new() { Review = true }, new GraphTicket("a"));

        var gate = Assert.Single(await run.GatesAsync());
        await run.SayAsync("approve", gate.Id);
        var end = await run.Track.GetResultAsync();

        Assert.Equal(
            [
                "turn a/1 1 rung 0 evidence - message -", "review a/1 1", "turn a/1 2 rung 0 evidence - message the-findings",
                "review a/1 2", "turn a/1 3 rung 0 evidence - message the-findings", "review a/1 3", "commit a/1 base",
            ],
            Steps);
        Assert.StartsWith("Findings of tier 2:\n- a.cs:1: leaks", gate.Detail, StringComparison.Ordinal);
        Assert.Equal((TrackStatus.Completed, 3), (end.Status, end.Usage["tier_2"].Calls));
        await run.ReplayAsync();
    }

    [Fact]
    public async Task Reviewed_work_without_findings_is_merged_without_asking()
    {
        _world.Review = input => Task.FromResult(new ReviewResult(FakeWorld.Bill(input.Call)));
        await using var run = await StartAsync(new() { Review = true }, new GraphTicket("a"));

        Assert.Equal(TrackStatus.Completed, (await run.Track.GetResultAsync()).Status);

        Assert.Single(Steps, step => step.StartsWith("review", StringComparison.Ordinal));
        await run.ReplayAsync();
    }

    private async Task<TrackRun> StartAsync(HelpRules help, params GraphTicket[] graph)
    {
        var run = new TrackRun(server.Client, _world);
        await run.StartAsync(4, i => i with { Help = help }, graph);
        return run;
    }
}
