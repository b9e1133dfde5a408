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
        if (Progress.Held is not null)
        {
            await WaitUntilFreeAsync();
        }
        else if (Progress.Phase is TicketPhase.Work or TicketPhase.Open)
        {
            track.ReleaseLane();
            await track.SendStateAsync();
        }
    }

    /// <summary>The branch cannot be moved. The track asks a person, once for all tickets; this one waits without lane and slot.</summary>
    private async Task WaitUntilFreeAsync()
    {
        attempt.Doing = "waits until the branch can be moved";
        track.ReleaseLane();
        await track.ReleaseSlotAsync();
        await track.WaitForSlotAsync();
        if (track.IsMergeRefused)
        {
            attempt.Block($"a person did not want to wait for the merge. {Progress.Held}");
        }
        else if (track.HasSlot)
        {
            // One that is suspended instead keeps it, and with it the gate, until the run that goes on from here has tried again.
            attempt.Change(p => p with { Held = null });
        }
    }

    /// <summary>Asks a person about the merge, where the track wants that. False: the ticket does not merge now.</summary>
    private async Task<bool> AskToMergeAsync()
    {
        var (unusual, review) = (Progress.Changes?.Unusual, Progress.Review);
        // From here on the gate has it, if there is one.
        attempt.Change(p => p with { Review = null });
        var isAuto = Progress.Findings is null
            && (gates.Rules.Integrate == GatePolicy.Auto || (gates.Rules.Integrate == GatePolicy.AskIfUnusual && unusual is null));
        if (isAuto || Progress.Approved == Progress.Commit)
        {
            return true;
        }

        if (gates.Rules.Integrate == GatePolicy.Deny)
        {
            attempt.Block("the track denies to merge (approvals.integrate: deny)");
            return false;
        }

        var commit = Progress.Commit!;
        // What is unusual comes before the model's own words, wherever the subject is cut.
        var changes = Progress.Changes is { } known ? $", {known.Describe()}" : "";
        var subject = $"merge {commit[..Math.Min(10, commit.Length)]}{changes}: {Progress.Reason}";
        var work = review ?? (unusual is null ? null : string.Join('\n', unusual.Prepend("Look at these before you approve:")));
        var detail = Progress.Findings is { } findings ? $"Findings of tier 2:\n{findings}\n\n{work}" : work;
        var outcome = await gates.AskAsync(GateKind.Integrate, new(attempt.Input.Ticket, commit, subject, detail));
        if (outcome is GateOutcome.Rejected rejected)
        {
            await attempt.FailAsync($"A person did not want this work merged: {rejected.Reason ?? "no reason was given"}");
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
        AdvanceResult? advanced = null;
        while (advanced is not { Moved: true } and not { Held: not null })
        {
            var options = ActivityProfiles.Files("merge");
            var merged = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.MergeAsync(input), options);
            switch (merged.Kind)
            {
                case MergeKind.Merged:
                    attempt.Change(p => p with { Phase = TicketPhase.Completed, Commit = merged.Commit, Held = null });
                    return;
                case MergeKind.Conflict:
                    await OpenConflictAsync(input, merged);
                    return;
                default:
                    if (!await VerifyMergedAsync(merged))
                    {
                        return;
                    }

                    advanced = await AdvanceAsync(merged);
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

    private async Task<AdvanceResult> AdvanceAsync(MergeResult merged)
    {
        var input = new AdvanceInput(attempt.Scope, merged.Tip, merged.Commit!);
        var options = ActivityProfiles.Files("move the branch");
        var advanced = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.AdvanceAsync(input), options);
        attempt.Change(p => advanced.Moved
            ? p with { Phase = TicketPhase.Completed, Commit = merged.Commit, Held = null }
            : p with { Held = advanced.Held });
        return advanced;
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
