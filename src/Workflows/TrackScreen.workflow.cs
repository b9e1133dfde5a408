using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What people see of a track: snapshot, current details, search attributes, final record.</summary>
public sealed partial class TrackWorkflow
{
    /// <summary>Tickets of one page of the snapshot query.</summary>
    private const int PageSize = 200;

    /// <summary>Tickets of one page of the final record: it travels as a payload.</summary>
    private const int RecordSize = 20;

    private string? _shownState;

    /// <summary>All that a screen needs, a page of 200 tickets at a time, from 0.</summary>
    [WorkflowQuery("snapshot")]
    public TrackSnapshot Snapshot(int page = 0) => new()
    {
        Id = _input.Run.Track,
        Title = _input.Title,
        Status = Status,
        Reason = _reason,
        Epoch = _input.Run.Epoch,
        ActiveTier = _scheduler.Running > 0 ? TierUsage.Worker : null,
        Branch = _input.TextOnly ? null : $"slop/{_input.Run.Track}",
        Commit = _tip,
        Budget = _budget,
        MaxWorkers = _scheduler.MaxWorkers,
        QuotaUntil = _quotaUntil,
        Started = _started,
        Ended = _ended,
        Usage = TierUsage.ByTier(_lines.SelectMany(l => l.Usage)),
        Tickets = [.. Enumerable.Range(0, _lines.Count).Skip(page * PageSize).Take(PageSize).Select(TicketSnapshot)],
        TicketCount = _lines.Count,
        Gates = OpenGates,
        Problems = _desk.Problems,
    };

    private TicketSnapshot TicketSnapshot(int ticket)
    {
        var shown = _lines[ticket].Snapshot(_scheduler.Nodes[ticket].Status);
        return _lines[ticket].WantsBudget ? shown with { Gate = shown.Gate ?? _budgetGate?.Id } : shown;
    }

    private void Show()
    {
        var snapshot = Snapshot();
        Workflow.CurrentDetails = TrackMarkdown.Render(snapshot);
        var state = Words.Of(Status);
        if (_input.SearchAttributes && state != (_shownState ?? "running"))
        {
            Workflow.UpsertTypedSearchAttributes(SlopSearch.State.ValueSet(state));
        }

        _shownState = state;
    }

    /// <summary>The record outlives the server's retention; a failure to write it must not change how the track ended.</summary>
    private async Task RecordAsync()
    {
        var pages = (_lines.Count + RecordSize - 1) / RecordSize;
        try
        {
            for (var page = 0; page < pages; page++)
            {
                var tickets = Enumerable.Range(0, _lines.Count).Skip(page * RecordSize).Take(RecordSize).Select(TicketSnapshot);
                var record = new TicketsPage(_input.Run, page, [.. tickets]);
                await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.RecordTicketsAsync(record), ActivityProfiles.Cleanup($"record, page {page + 1}"));
            }

            var closing = new TrackClosing(_input.Run, Snapshot() with { Tickets = [], Gates = [] }, pages);
            await Workflow.ExecuteActivityAsync((IRecordActivities a) => a.CloseTrackAsync(closing), ActivityProfiles.Cleanup("record and clean up"));
        }
        catch (ActivityFailureException e)
        {
            _reason ??= Preview.Line($"the record was not written: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <summary>Cleans up after a ticket that could not do it itself: it was terminated by hand, or failed.</summary>
    private async Task SweepAsync(int ticket)
    {
        if (_input.TextOnly)
        {
            return;
        }

        var scope = new Domain.Effects.AttemptScope(_run, _scheduler.Graph[ticket].Id, Math.Max(1, _lines[ticket].Attempt));
        try
        {
            await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.CloseWorktreeAsync(scope), ActivityProfiles.Cleanup($"{scope.Ticket}: remove the worktree"));
        }
        catch (ActivityFailureException)
        {
            // Closing the track tries again.
        }
    }

    private TrackCarry Carry() => new()
    {
        Started = _started,
        Tip = _tip,
        Paused = _scheduler.Paused,
        MaxWorkers = _scheduler.MaxWorkers,
        Budget = _budget == _input.Budget ? null : _budget,
        QuotaUntil = _quotaUntil,
        QuotaServed = _quotaServed,
        BudgetGates = _budgetGates == 0 ? null : _budgetGates,
        Always = _always.Count == 0 ? null : [.. _always],
        Problems = _desk.Problems.Count == 0 ? null : _desk.Problems,
        Requests = _desk.Ids.Count == 0 ? null : _desk.Ids,
        Tickets = [.. _lines.Select((l, i) => l.Carry(_scheduler.Nodes[i].Status))],
    };
}
