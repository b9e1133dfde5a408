using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>Starts the workflows of a track's tickets as child workflows.</summary>
internal sealed class TicketStarter(TrackInput track)
{
    /// <summary>How often a start is tried while an older run of the ticket is still cleaning up.</summary>
    private const int MaximumTries = 60;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    public async Task<ChildWorkflowHandle<TicketWorkflow, TicketResult>> StartAsync(TicketInput input, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var options = Options(input.Ticket, cancellationToken);
                return await Workflow.StartChildWorkflowAsync((TicketWorkflow w) => w.RunAsync(input), options);
            }
            catch (WorkflowAlreadyStartedException) when (tries < MaximumTries)
            {
                // A run of an earlier epoch or of a terminated track is still cleaning up: ask it to end, and wait.
                await AskToEndAsync(WorkflowIds.Ticket(track.Run.Track, input.Ticket));
                await Workflow.DelayWithOptionsAsync(
                    new(BetweenTries, $"{input.Ticket}: an older run ends") { CancellationToken = cancellationToken });
            }
        }
    }

    /// <summary>The input for the next run of a ticket.</summary>
    public TicketInput CreateInput(TrackScope run, GraphTicket node, TrackedTicket ticket, IReadOnlyList<string>? skipped) => new()
    {
        Skipped = skipped,
        Run = run,
        Rules = node.Step == true ? (track.Rules ?? new()).Stepwise() : track.Rules,
        Ticket = node.Id,
        TextOnly = track.TextOnly,
        Rungs = track.Rungs,
        SearchAttributes = track.SearchAttributes,
        Progress = ticket.State.Progress!,
        Budget = node.Budget,
        Empty = node.Empty,
        // A ticket is divided once: what is left of it then is a person's.
        Help = node.IsPiece == true && track.Help is { } help ? help with { Replan = ReplanPolicy.Off } : track.Help,
        Acceptance = track.Help is null ? null : node.Acceptance,
        AttemptTurns = track.AttemptTurns,
        Orders = ticket.Orders == new TrackOrders() ? null : ticket.Orders,
    };

    private ChildWorkflowOptions Options(string ticket, CancellationToken cancellationToken) => new()
    {
        Id = WorkflowIds.Ticket(track.Run.Track, ticket),
        CancellationToken = cancellationToken,
        TaskTimeout = TrackStart.TaskTimeout,
        ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy.RequestCancel,
        StaticSummary = Preview.Line($"{ticket} · {track.Title}", 100),
        TypedSearchAttributes = track.SearchAttributes
            ? new SearchAttributeCollection.Builder()
                .Set(SlopSearch.Track, track.Run.Track)
                .Set(SlopSearch.Ticket, ticket)
                .Set(SlopSearch.State, "in_progress")
                .ToSearchAttributeCollection()
            : null,
    };

    private static async Task AskToEndAsync(string workflowId)
    {
        try
        {
            await Workflow.GetExternalWorkflowHandle(workflowId).CancelAsync();
        }
        catch (FailureException) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            // It has ended in the meantime.
        }
    }
}
