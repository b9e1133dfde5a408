using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>Activities for a track as a whole: at the start its branch and base, at the end its record and the cleaning up.</summary>
internal static class TrackActivities
{
    /// <summary>Tickets of one page of the record: few, since a page travels as a payload.</summary>
    private const int PageSize = 20;

    /// <summary>Makes the branch and checks the base.</summary>
    public static Task<BaseResult> PrepareAsync(TrackScope run) => Workflow.ExecuteActivityAsync(
        (IWorkspaceActivities a) => a.PrepareTrackAsync(run), ActivityProfiles.Commands("branch, setup and verify on the base"));

    /// <summary>
    /// Writes the final record, which outlives the server's retention. A failure to write it does not change how the track ended.
    /// </summary>
    public static async Task RecordAsync(TrackInput input, TrackScreen screen, TrackOutcome outcome)
    {
        var pages = (screen.Snapshot().TicketCount + PageSize - 1) / PageSize;
        try
        {
            for (var page = 0; page < pages; page++)
            {
                var record = new TicketsPage(input.Run, page, screen.Page(page, PageSize));
                await Workflow.ExecuteActivityAsync(
                    (IRecordActivities a) => a.RecordTicketsAsync(record), ActivityProfiles.Cleanup($"record, page {page + 1}"));
            }

            var last = screen.Snapshot() with { Tickets = [], Gates = [] };
            var closing = new TrackClosing(input.Run, last, pages, outcome.IsByPerson ? true : null);
            await Workflow.ExecuteActivityAsync(
                (IRecordActivities a) => a.CloseTrackAsync(closing), ActivityProfiles.Cleanup("record and clean up"));
        }
        catch (ActivityFailureException e) when (outcome.State.Reason is null)
        {
            outcome.SetReason(Preview.Line($"the record was not written: {e.InnerException?.Message ?? e.Message}"));
        }
        catch (ActivityFailureException)
        {
            // The track has a reason already, which says more.
        }
    }

    /// <summary>Keeps a person's decision on one of the track's own gates.</summary>
    public static Task RecordDecisionAsync(TrackScope run, Gate gate, Decision decision)
    {
        var (scope, record) = (AttemptScope.ForRun(run), new DecidedGate(gate, decision, WorkflowTime.Now));
        return Workflow.ExecuteActivityAsync(
            (IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {gate.Id}"));
    }

    /// <summary>The tickets that take the place of one; null: none do.</summary>
    /// <exception cref="FailureException">They cannot.</exception>
    public static async Task<AddedTickets?> SplitAsync(Func<TrackScope> run, string ticket, string? pieces)
    {
        if (pieces is null)
        {
            return null;
        }

        var split = await OnNewestAsync(run, now =>
        {
            var wanted = new TicketToSplit(now, ticket, pieces);
            return Workflow.ExecuteActivityAsync(
                (IRecordActivities a) => a.SplitTicketAsync(wanted), ActivityProfiles.Files($"{ticket}: split"));
        });
        return split.Document is null ? throw new ApplicationFailureException($"it cannot be split: {split.Problem}") : split;
    }

    /// <summary>Makes a new document of the track's, again where another one has become the track's in the meantime.</summary>
    public static async Task<AddedTickets> OnNewestAsync(Func<TrackScope> run, Func<TrackScope, Task<AddedTickets>> change)
    {
        while (true)
        {
            var before = run();
            var changed = await change(before);
            if (changed.Document is null || run() == before)
            {
                return changed;
            }
        }
    }

    /// <summary>Cleans up after a ticket that could not do it itself: it was terminated by hand, or failed.</summary>
    public static async Task RemoveWorktreeAsync(TrackInput input, AttemptScope scope)
    {
        if (input.TextOnly)
        {
            return;
        }

        try
        {
            await Workflow.ExecuteActivityAsync(
                (IWorkspaceActivities a) => a.CloseWorktreeAsync(scope), ActivityProfiles.Cleanup($"{scope.Ticket}: remove the worktree"));
        }
        catch (ActivityFailureException)
        {
            // Closing the track tries again.
        }
    }
}
