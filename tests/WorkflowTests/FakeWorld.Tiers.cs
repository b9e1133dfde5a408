using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.WorkflowTests;

/// <summary>The tiers beside the worker: without an answer of the test's own they play no part.</summary>
internal sealed partial class FakeWorld : IQualityActivities, ILeadActivities
{
    public Func<FailureInput, Task<FailureAnalysis>> Analyze { get; set; } = _ => Task.FromResult(new FailureAnalysis(null));

    public Func<PatchInput, Task<PatchProposal>> Propose { get; set; } = _ => Task.FromResult(new PatchProposal());

    public Func<ApplyInput, AppliedPatch> Apply { get; set; } = _ => new(null, "1 file changed");

    public Func<WorkInput, Task<AcceptanceResult>> Judge { get; set; } = _ => Task.FromResult(new AcceptanceResult(null));

    public Func<WorkInput, Task<ReviewResult>> Review { get; set; } = _ => Task.FromResult(new ReviewResult(null));

    /// <summary>The bill of an answer that took 10 and 2 tokens, and a cent.</summary>
    public static TierBill Bill(TierCall call) => new(
        Rungs[0], [new(Rungs[0], new() { Calls = 1, Input = 10, Output = 2, Usd = 0.01m }) { Tier = call.Tier }]);

    [Activity]
    public Task<FailureAnalysis> AnalyzeFailureAsync(FailureInput input)
    {
        var what = input.Command is { } call ? $"call {call.Turn}.{call.Call}" : $"verify {input.Verify!.Turn}";
        Note("analyze", input.Call.Scope, $"{input.Call.Turn} {what}");
        return Analyze(input);
    }

    [Activity]
    public Task<PatchProposal> ProposePatchAsync(PatchInput input)
    {
        Note("propose", input.Call.Scope, $"{input.Call.Turn} wish {input.Wish ?? "-"} refused {input.Refused ?? "-"}");
        return Propose(input);
    }

    [Activity]
    public Task<AppliedPatch> ApplyPatchAsync(ApplyInput input)
    {
        Note("apply", input.Scope, $"{input.Turn} {input.Edited?.GetRawText()}");
        return Task.FromResult(Apply(input));
    }

    [Activity]
    public Task<AcceptanceResult> JudgeAcceptanceAsync(WorkInput input)
    {
        Note("judge", input.Call.Scope, $"{input.Call.Turn}");
        return Judge(input);
    }

    [Activity]
    public Task<ReviewResult> ReviewWorkAsync(WorkInput input)
    {
        Note("review", input.Call.Scope, $"{input.Call.Turn}");
        return Review(input);
    }

    public Func<WayOnInput, Task<WayOnResult>> WayOn { get; set; } = _ => Task.FromResult(new WayOnResult(null));

    [Activity]
    public Task<WayOnResult> FindWayOnAsync(WayOnInput input)
    {
        Note("way on", input.Call.Scope, $"{input.Call.Turn}");
        return WayOn(input);
    }

    public Func<TicketToSplit, AddedTickets> Split { get; set; } = _ => new(null, [], "no");

    [Activity]
    public Task<AddedTickets> SplitTicketAsync(TicketToSplit split)
    {
        Asked.Enqueue($"split {split.Ticket} {split.Tickets}");
        return Task.FromResult(Split(split));
    }
}
