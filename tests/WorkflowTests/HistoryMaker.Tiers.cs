using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.WorkflowTests;

/// <summary>Histories of the tiers beside the worker.</summary>
public sealed partial class HistoryMaker
{
    [Fact(Explicit = true)]
    public async Task A_repair()
    {
        _world.Verify = v => v.Patched is null ? new("make test", 2, "the-output", "1 failed") : null;
        _world.Analyze = input => Task.FromResult(new FailureAnalysis(FakeWorld.Bill(input.Call), "a.txt:1", "the-analysis"));
        _world.Propose = input => Task.FromResult(new PatchProposal
        {
            Bill = FakeWorld.Bill(input.Call),
            Hash = "9a7c4000",
            Subject = "apply a patch",
            Detail = "the diff",
        });
        _world.Judge = input => Task.FromResult(new AcceptanceResult(FakeWorld.Bill(input.Call)));
        await using var run = await StartAsync(
            i => i with { Rules = new() { Patch = GatePolicy.Ask }, Help = new() { Qa = QaPolicy.Verify, Review = true } },
            new GraphTicket("a") { Acceptance = 1 });
        await run.GatesAsync();
        await run.SuspendAsync();
        await run.GatesAsync();
        await run.SayAsync("approve", new { request = "a/patch-1", edited = new { hunks = new[] { 1 } } });
        await SaveAsync(run, "repair");
    }

    [Fact(Explicit = true)]
    public async Task A_split()
    {
        _world.Verify = v => v.Scope.Ticket == "a" ? new("make test", 2, "the-output", "1 failed") : null;
        _world.WayOn = input => Task.FromResult(new WayOnResult(FakeWorld.Bill(input.Call), WayOnKind.Split, "too much")
        {
            Hash = "3a7f0000",
            Kept = "the-tickets",
            Pieces = ["a1"],
        });
        _world.Split = _ => new("document-2", [new("a1")]);
        await using var run = await StartAsync(
            i => i with { Help = new() { Replan = ReplanPolicy.Ask } },
            new GraphTicket("a") { MaxAttempts = 1 },
            new GraphTicket("b") { After = [0] });
        await run.GatesAsync();
        await run.ContinueAsNewAsync();
        await run.GatesAsync();
        await run.SayAsync("approve", new { request = "a/plan-1" });
        await SaveAsync(run, "split");
    }

    [Fact(Explicit = true)]
    public async Task A_plan()
    {
        _world.Read = turn => turn.Turn == 1 ? FakeWorld.Mistaken(1) : FakeWorld.Plan(turn.Turn);
        await using var run = new TrackRun(server.Client, _world);
        await run.PlanAsync();
        await run.UntilAsync(s => s.Gates.Count == 1);
        await run.SayAsync("approve", new { request = "plan-1" });
        await SaveAsync(run, "plan");
    }
}
