using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>The worktree of an attempt: opened, verified and committed, removed.</summary>
internal sealed class TicketWorktree(
    TicketAttempt attempt, TicketGates gates, TicketRepair repair, TicketJudgement judgement, TrackLink track)
{
    public async Task OpenAsync()
    {
        if (attempt.Progress.Attempt > 1)
        {
            await track.SendStateAsync();
        }

        if (attempt.Input.TextOnly)
        {
            attempt.Change(p => p with { Phase = TicketPhase.Work });
            return;
        }

        var scope = attempt.Scope;
        await attempt.RunStepAsync("opening the worktree", async () =>
        {
            var options = ActivityProfiles.Commands($"worktree of attempt {scope.Attempt}");
            var opened = attempt.Progress.Carries == true
                ? await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.CarryWorktreeAsync(scope), options)
                : await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.OpenWorktreeAsync(scope), options);
            if (opened.Failure is { } red)
            {
                attempt.Fail($"setup: {red.Sentence}", red.Evidence);
                return;
            }

            // Where a person asked for a patch the work is there already, and its check says what to patch.
            attempt.Change(p => p with { Phase = p.PatchWish is null ? TicketPhase.Work : TicketPhase.Check, Base = opened.Base });
        });
    }

    /// <summary>Verifies the work and commits what was verified.</summary>
    public Task CheckAsync()
    {
        var (scope, turn, parent) = (attempt.Scope, attempt.Progress.Turn, attempt.Progress.Base!);
        var date = WorkflowTime.Now;
        return attempt.RunStepAsync("verify", async () =>
        {
            var verify = new VerifyInput(scope, turn, parent) { Patched = repair.Patched };
            var options = ActivityProfiles.Commands($"verify attempt {scope.Attempt}");
            var verified = await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.VerifyAsync(verify), options);
            if (verified.Notice is { } notice)
            {
                attempt.Change(p => AttemptPolicy.ContinueAfterNotice(p, notice));
                return;
            }

            if (verified.Failure is { } red)
            {
                await repair.RepairAsync(verify, red);
                return;
            }

            if (!await judgement.AllowsAsync(verify, verified.Tree))
            {
                return;
            }

            var asks = gates.Rules.Integrate is GatePolicy.Ask or GatePolicy.AskIfUnusual || attempt.Progress.Findings is not null;
            bool? review = asks ? true : null;
            var commit = new CommitInput(scope, turn, parent, verified.Tree, date, review);
            var committed = await Workflow.ExecuteActivityAsync(
                (IWorkspaceActivities a) => a.CommitAsync(commit), ActivityProfiles.Files("commit"));
            attempt.Change(p => p with { VerifiedTree = verified.Tree, Changes = committed.Changes, Review = committed.Review });
            if (committed.Commit is { } id)
            {
                attempt.Change(p => p with { Phase = TicketPhase.Integrate, Commit = id });
            }
            else
            {
                await EndEmptyAsync(verified.Tree);
            }
        });
    }

    /// <summary>The agent says that it is done, and has changed nothing.</summary>
    private async Task EndEmptyAsync(string tree)
    {
        const string Empty = "the agent says that it is done, and no file is changed";
        if (attempt.Input.Empty is null or EmptyPolicy.Allow)
        {
            attempt.Change(p => p with { Phase = TicketPhase.Completed });
            return;
        }

        if (attempt.Input.Empty == EmptyPolicy.Fail)
        {
            await attempt.FailAsync($"{Empty} (empty: fail)");
            return;
        }

        var subject = $"complete it without a change? It says: {attempt.Progress.Reason}";
        var outcome = await gates.AskAsync(GateKind.Integrate, new(attempt.Input.Ticket, tree, subject));
        if (outcome is GateOutcome.Rejected rejected)
        {
            await attempt.FailAsync($"{Empty}; a person wants a change: {rejected.Reason ?? "no reason was given"}");
            return;
        }

        gates.BlockUnlessApproved(Empty, outcome);
        if (outcome.IsApproved)
        {
            attempt.Change(p => p with { Phase = TicketPhase.Completed });
        }
    }

    /// <summary>Removes the worktrees of all attempts.</summary>
    public async Task CloseAsync()
    {
        if (attempt.Input.TextOnly)
        {
            return;
        }

        var scope = attempt.Scope;
        try
        {
            await Workflow.ExecuteActivityAsync(
                (IWorkspaceActivities a) => a.CloseWorktreeAsync(scope), ActivityProfiles.Cleanup("remove the worktree"));
        }
        catch (ActivityFailureException)
        {
            // Closing the track removes what is left; how the ticket ended must not change because of it.
        }
    }
}
