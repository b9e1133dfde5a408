using SlopTemporal.Domain.Attempts;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Integration: one ticket of the track at a time, in the track's order.</summary>
public sealed partial class TicketWorkflow
{
    private async Task IntegrateAsync()
    {
        var approved = false;
        await DoAsync("asking to merge", async () => approved = await MayIntegrateAsync());
        if (!approved)
        {
            return;
        }

        await EnterLaneAsync();
        if (_orders.Suspend && _orders.LaneGrant != _openLaneRequest)
        {
            // The request is made anew by the run that goes on from here.
            _openLaneRequest = 0;
            return;
        }

        await DoAsync("merging", MergeAsync);
        if (_progress.Phase is TicketPhase.Work or TicketPhase.Open)
        {
            _openLaneRequest = 0;
            await TellTrackAsync();
        }
    }

    private async Task EnterLaneAsync()
    {
        _doing = "waiting to merge";
        _openLaneRequest = ++_laneRequests;
        await TellTrackAsync();
        await Workflow.WaitConditionAsync(() => _orders.LaneGrant == _openLaneRequest || _orders.Suspend);
    }

    private async Task MergeAsync()
    {
        var input = new MergeInput(Scope, _progress.Commit!, new(Workflow.UtcNow, TimeSpan.Zero));
        var moved = false;
        while (!moved)
        {
            var merged = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.MergeAsync(input), ActivityProfiles.Files("merge"));
            switch (merged.Kind)
            {
                case MergeKind.Merged:
                    _progress = _progress with { Phase = TicketPhase.Completed, Commit = merged.Commit };
                    return;
                case MergeKind.Conflict:
                    await ConflictAsync(input, merged);
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

    /// <summary>False: the merged tree is red, though the ticket's own was green; that is an attempt with this output as evidence.</summary>
    private async Task<bool> VerifyMergedAsync(MergeResult merged)
    {
        if (merged.Tree == _progress.VerifiedTree)
        {
            return true;
        }

        _doing = "verifying the merged tree";
        var input = new VerifyMergedInput(Scope, merged.Commit!, merged.Tree!);
        var options = ActivityProfiles.Commands("verify the merged tree");
        var verified = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.VerifyMergedAsync(input), options);
        if (verified.Failure is not { } red)
        {
            return true;
        }

        _progress = Failed($"on the merged tree: {red.Sentence}", red.Evidence);
        return false;
    }

    private async Task<bool> AdvanceAsync(MergeResult merged)
    {
        var input = new AdvanceInput(Scope, merged.Tip, merged.Commit!);
        var advanced = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.AdvanceAsync(input), ActivityProfiles.Files("move the branch"));
        if (advanced.Moved)
        {
            _progress = _progress with { Phase = TicketPhase.Completed, Commit = merged.Commit };
        }

        return advanced.Moved;
    }

    private async Task ConflictAsync(MergeInput input, MergeResult merged)
    {
        var files = string.Join(", ", merged.Files);
        if (_progress.Conflicts >= AttemptPolicy.MostConflicts)
        {
            _progress = Failed($"conflict number {_progress.Conflicts + 1} in {files}", evidence: null);
            return;
        }

        var options = ActivityProfiles.Files("lay the conflict out");
        var conflict = await Workflow.ExecuteActivityAsync((IIntegrationActivities a) => a.OpenConflictAsync(input), options);
        _progress = AttemptPolicy.Conflict(_progress with { Reason = $"conflict in {files}" }, conflict.Tip, conflict.Message);
    }
}
