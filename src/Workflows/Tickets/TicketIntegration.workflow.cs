using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Merging: one ticket of the track at a time, in the order of the track's queue.</summary>
internal sealed class TicketIntegration(TicketAttempt attempt, TicketGates gates, TrackLink track)
{
    private TicketProgress Progress => attempt.Progress;

    public async Task IntegrateAsync()
    {
        if (!await attempt.RunStepAsync("asking to merge", false, AskToMergeAsync))
        {
            return;
        }

        attempt.Doing = "waiting to merge";
        await track.RequestLaneAsync();
        await Workflow.WaitConditionAsync(() => track.HasLane || track.Orders.Suspend);
        if (!track.HasLane)
        {
            // Suspended: the run that goes on from here makes a new request.
            track.ReleaseLane();
            return;
        }

        await attempt.RunStepAsync("merging", MergeAsync);
        if (Progress.Phase is TicketPhase.Work or TicketPhase.Open)
        {
            track.ReleaseLane();
            await track.SendStateAsync();
        }
    }

    /// <summary>Asks a person about the merge, where the track wants that. False: the ticket does not merge now.</summary>
    private async Task<bool> AskToMergeAsync()
    {
        if (gates.Rules.Integrate == GatePolicy.Auto || Progress.Approved == Progress.Commit)
        {
            return true;
        }

        if (gates.Rules.Integrate == GatePolicy.Deny)
        {
            attempt.Block("the track denies to merge (approvals.integrate: deny)");
            return false;
        }

        var commit = Progress.Commit!;
        var subject = $"merge {commit[..Math.Min(10, commit.Length)]}: {Progress.Reason}";
        var outcome = await gates.AskAsync(GateKind.Integrate, new(attempt.Input.Ticket, commit, subject));
        if (outcome is GateOutcome.Rejected rejected)
        {
            var reason = $"A person did not want this work merged: {rejected.Reason ?? "no reason was given"}";
            attempt.Fail(reason, await KeptTexts.KeepAsync(new(null, reason)));
            return false;
        }

        gates.BlockUnlessApproved("the merge was rejected", outcome);
        if (outcome.IsApproved)
        {
            attempt.Change(p => p with { Approved = commit });
        }

        return outcome.IsApproved;
    }

    private async Task MergeAsync()
    {
        var input = new MergeInput(attempt.Scope, Progress.Commit!, WorkflowTime.Now);
        var moved = false;
        while (!moved)
        {
            var options = ActivityProfiles.Files("merge");
            var merged = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.MergeAsync(input), options);
            switch (merged.Kind)
            {
                case MergeKind.Merged:
                    attempt.Change(p => p with { Phase = TicketPhase.Completed, Commit = merged.Commit });
                    return;
                case MergeKind.Conflict:
                    await OpenConflictAsync(input, merged);
                    return;
                default:
                    if (!await VerifyMergedAsync(merged))
                    {
                        return;
                    }

                    moved = await AdvanceAsync(merged);
                    break;
            }
        }
    }

    /// <summary>
    /// False: the merged tree fails its checks, though the ticket's own tree passed them: the attempt failed, with this output as evidence.
    /// </summary>
    private async Task<bool> VerifyMergedAsync(MergeResult merged)
    {
        if (merged.Tree == Progress.VerifiedTree)
        {
            return true;
        }

        attempt.Doing = "verifying the merged tree";
        var input = new VerifyMergedInput(attempt.Scope, merged.Commit!, merged.Tree!);
        var options = ActivityProfiles.Commands("verify the merged tree");
        var verified = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.VerifyMergedAsync(input), options);
        if (verified.Failure is { } red)
        {
            attempt.Fail($"on the merged tree: {red.Sentence}", red.Evidence);
        }

        return verified.Failure is null;
    }

    private async Task<bool> AdvanceAsync(MergeResult merged)
    {
        var input = new AdvanceInput(attempt.Scope, merged.Tip, merged.Commit!);
        var options = ActivityProfiles.Files("move the branch");
        var advanced = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.AdvanceAsync(input), options);
        if (advanced.Moved)
        {
            attempt.Change(p => p with { Phase = TicketPhase.Completed, Commit = merged.Commit });
        }

        return advanced.Moved;
    }

    private async Task OpenConflictAsync(MergeInput input, MergeResult merged)
    {
        var files = string.Join(", ", merged.Files);
        if (Progress.Conflicts >= AttemptPolicy.MaxConflicts)
        {
            attempt.Fail($"conflict number {Progress.Conflicts + 1} in {files}", evidence: null);
            return;
        }

        var options = ActivityProfiles.Files("lay the conflict out");
        var conflict = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.OpenConflictAsync(input), options);
        attempt.Change(p =>
            AttemptPolicy.ContinueAfterConflict(p with { Reason = $"conflict in {files}" }, conflict.Tip, conflict.Message));
    }
}
