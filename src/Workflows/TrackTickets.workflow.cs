using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>Starting, hearing and stopping tickets.</summary>
public sealed partial class TrackWorkflow
{
    /// <summary>How often a start is tried while an older run of the ticket still cleans up.</summary>
    private const int MostStarts = 60;

    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(2);

    [WorkflowSignal("ticket_state")]
    public Task TicketStateAsync(TicketState state)
    {
        if (!_places.TryGetValue(state.Ticket, out var place) || state.Number <= _lines[place].Heard)
        {
            return Task.CompletedTask;
        }

        var line = _lines[place];
        line.Heard = state.Number;
        line.Hear(state.Progress);
        HearGate(place, state);
        HearQuota(state.Progress);
        if (line.LaneRequest != state.LaneRequest)
        {
            line.LaneRequest = state.LaneRequest;
            _events.Enqueue(state.LaneRequest > 0 ? new TrackEvent.WantsLane(place) : new TrackEvent.LeftLane(place));
        }

        return Task.CompletedTask;
    }

    private void HearGate(int place, TicketState state)
    {
        var line = _lines[place];
        if (state.GateNumber > line.GateNumber)
        {
            line.GateNumber = state.GateNumber;
            line.WantsBudget = state.WantsBudget == true;
            if (!line.WantsBudget || !MayGoOn(place))
            {
                _events.Enqueue(new TrackEvent.Gated(place));
            }
        }

        if (state.Progress.Gate is null && state.WantsBudget != true && _scheduler.Nodes[place].Gated | _events.Contains(new TrackEvent.Gated(place)))
        {
            _events.Enqueue(new TrackEvent.Ungated(place));
        }
    }

    private void Obey(TrackCommand command)
    {
        switch (command)
        {
            case TrackCommand.Start c:
                _runs[c.Ticket] = RunTicketAsync(c.Ticket);
                break;
            case TrackCommand.Cancel c:
                _lines[c.Ticket].Cancel?.Cancel();
                break;
            case TrackCommand.GrantLane c:
                Order(c.Ticket, o => o with { LaneGrant = _lines[c.Ticket].LaneRequest });
                break;
            case TrackCommand.GrantSlot c:
                Order(c.Ticket, o => o with { SlotGrant = _lines[c.Ticket].GateNumber });
                break;
            case TrackCommand.Suspend c:
                Order(c.Ticket, o => o with { Suspend = true });
                break;
            default:
                throw new InvalidOperationException($"no way to obey {command}");
        }
    }

    /// <summary>Runs a ticket to its end. Never throws: what went wrong becomes the ticket's end and reason.</summary>
    private async Task RunTicketAsync(int ticket)
    {
        var line = _lines[ticket];
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        line.Cancel = cancel;
        line.Started ??= Now;
        line.Ended = null;
        TicketEnd end;
        try
        {
            line.Handle = await StartAsync(ticket, cancel.Token);
            await SendAsync(line);
            await SendDecisionAsync(line);
            var result = await line.Handle.GetResultAsync();
            line.Hear(result.Progress);
            line.Suspended = result.End == TicketEnd.Suspended;
            end = result.End;
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            var cancelled = cancel.IsCancellationRequested || TemporalException.IsCanceledException(e);
            end = cancelled ? TicketEnd.Cancelled : TicketEnd.Blocked;
            line.Reason = cancelled ? "cancelled" : Preview.Line((e.InnerException ?? e).Message, 400);
            await SweepAsync(ticket);
        }

        if (end == TicketEnd.Completed)
        {
            _tip = line.Commit ?? _tip;
        }

        line.Handle = null;
        line.Cancel = null;
        line.LaneRequest = 0;
        line.GateNumber = 0;
        line.WantsBudget = false;
        line.Ended = end == TicketEnd.Suspended ? null : Now;
        _events.Enqueue(new TrackEvent.Ended(ticket, end));
    }

    private async Task<ChildWorkflowHandle<TicketWorkflow, TicketResult>> StartAsync(int ticket, CancellationToken cancellationToken)
    {
        var line = _lines[ticket];
        var node = _scheduler.Graph[ticket];
        var progress = line.Next(node.MaxAttempts ?? TrackDefaults.MaxAttempts, _input.Rungs);
        line.Heard = 0;
        line.GateNumber = 0;
        line.Hear(progress);
        line.Orders = new() { Always = _always.Count == 0 ? null : [.. _always], Allowance = FirstAllowance(ticket), QuotaUntil = _quotaUntil, QuotaServed = _quotaServed };
        var input = new TicketInput
        {
            Run = _run,
            Rules = node.Step == true ? (_input.Rules ?? new()).Stepwise() : _input.Rules,
            Ticket = node.Id,
            TextOnly = _input.TextOnly,
            Rungs = _input.Rungs,
            SearchAttributes = _input.SearchAttributes,
            Progress = progress,
            Budget = node.Budget,
            AttemptTurns = _input.AttemptTurns,
            Talk = line.Orders == new TrackOrders() ? null : new(0, 0, line.Orders),
        };
        for (var tries = 1; ; tries++)
        {
            try
            {
                var options = ChildOptions(node.Id, cancellationToken);
                return await Workflow.StartChildWorkflowAsync((TicketWorkflow w) => w.RunAsync(input), options);
            }
            catch (WorkflowAlreadyStartedException) when (tries < MostStarts)
            {
                // A run of an earlier epoch or of a terminated track still cleans up: ask it to end, and wait.
                await AskToEndAsync(WorkflowIds.Ticket(_input.Run.Track, node.Id));
                await Workflow.DelayWithOptionsAsync(new(BetweenStarts, $"{node.Id}: an older run ends") { CancellationToken = cancellationToken });
            }
        }
    }

    private ChildWorkflowOptions ChildOptions(string ticket, CancellationToken cancellationToken) => new()
    {
        Id = WorkflowIds.Ticket(_input.Run.Track, ticket),
        CancellationToken = cancellationToken,
        TaskTimeout = TrackStart.TaskTimeout,
        ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy.RequestCancel,
        StaticSummary = Preview.Line($"{ticket} · {_input.Title}", 100),
        TypedSearchAttributes = _input.SearchAttributes
            ? new SearchAttributeCollection.Builder().Set(SlopSearch.Track, _input.Run.Track).Set(SlopSearch.Ticket, ticket)
                .Set(SlopSearch.State, "in_progress").ToSearchAttributeCollection()
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
            // It ended in between.
        }
    }

    private void Order(int ticket, Func<TrackOrders, TrackOrders> change)
    {
        var line = _lines[ticket];
        line.Orders = change(line.Orders) with { Number = line.Orders.Number + 1 };
        _sends.Add(SendAsync(line));
    }

    /// <summary>Sends the latest orders, if there are any and somebody to hear them.</summary>
    private static async Task SendAsync(TrackLine line)
    {
        if (line.Handle is not { } handle || line.Orders.Number == 0)
        {
            return;
        }

        var orders = line.Orders;
        await ToTicketAsync(() => handle.SignalAsync(w => w.OrdersAsync(orders)));
    }

    private static async Task ToTicketAsync(Func<Task> signal)
    {
        try
        {
            await signal();
        }
        catch (FailureException) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            // A ticket that has just ended needs no orders, has no gate, and nobody is there to be told.
        }
    }
}
