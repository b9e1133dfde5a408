using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>The last messages between a ticket and its track, kept over the ticket's own continue-as-new.</summary>
public sealed record TrackLinkState
{
    /// <summary>The last orders that were received.</summary>
    public required TrackOrders Orders { get; init; }

    /// <summary>Number of the last <see cref="TicketState"/> that was sent.</summary>
    public int Sent { get; init; }

    /// <summary>Times that the ticket asked for the lane.</summary>
    public int LaneRequests { get; init; }

    /// <summary>Times that it gave its slot back, to wait for a person or for budget.</summary>
    public int Waits { get; init; }
}

/// <summary>
/// The ticket's side of its messages with the track: one signal in each direction, which holds the whole state and a number; the last one
/// counts.
/// </summary>
internal sealed class TrackLink(TrackLinkState state, TicketAttempt attempt)
{
    private int _openLaneRequest;
    private bool _wantsBudget;

    public TrackLinkState State { get; private set; } = state;

    public TrackOrders Orders => State.Orders;

    /// <summary>True: its allowance is spent, and it waits for the track to raise it.</summary>
    public bool WantsBudget => _wantsBudget;

    /// <summary>True: the track granted the lane for the last request, so that the ticket may merge.</summary>
    public bool HasLane => Orders.LaneGrant == _openLaneRequest;

    /// <summary>True: it has not waited yet, or has a slot again after its last wait.</summary>
    public bool HasSlot => Orders.SlotGrant >= State.Waits;

    /// <summary>True: a person does not want to wait for the merge that the ticket waits for.</summary>
    public bool IsMergeRefused => Orders.MergeRefused == State.Waits;

    public void Receive(TrackOrders orders) => State = orders.Number > Orders.Number ? State with { Orders = orders } : State;

    /// <summary>Asks for the lane, in which one ticket at a time merges.</summary>
    public Task RequestLaneAsync()
    {
        State = State with { LaneRequests = State.LaneRequests + 1 };
        _openLaneRequest = State.LaneRequests;
        return SendStateAsync();
    }

    /// <summary>Gives the lane back, or withdraws the request for it; the track learns it with the next state.</summary>
    public void ReleaseLane() => _openLaneRequest = 0;

    /// <summary>Gives the slot back, to wait for a person.</summary>
    public Task ReleaseSlotAsync()
    {
        State = State with { Waits = State.Waits + 1 };
        return SendStateAsync();
    }

    /// <summary>Asks for a higher allowance; gives the slot back in the meantime.</summary>
    public Task RequestBudgetAsync()
    {
        _wantsBudget = true;
        return ReleaseSlotAsync();
    }

    public void EndBudgetRequest() => _wantsBudget = false;

    /// <summary>Waits for a slot after a wait, but not when the track suspends the ticket, which stops at its next safe point.</summary>
    public Task WaitForSlotAsync() =>
        attempt.WaitAsync(Workflow.WaitConditionAsync(() => HasSlot || Orders.Suspend || IsMergeRefused));

    /// <summary>Sends the whole state of the ticket to its track; a ticket without a track sends nothing.</summary>
    public async Task SendStateAsync()
    {
        if (Workflow.Info.Parent is not { } parent)
        {
            return;
        }

        State = State with { Sent = State.Sent + 1 };
        var state = new TicketState
        {
            Ticket = attempt.Input.Ticket,
            Number = State.Sent,
            Progress = attempt.Progress.Shorten(),
            LaneRequest = _openLaneRequest,
            GateNumber = State.Waits,
            WantsBudget = _wantsBudget ? true : null,
        };
        try
        {
            await Workflow.GetExternalWorkflowHandle<TrackWorkflow>(parent.WorkflowId).SignalAsync(w => w.TicketStateAsync(state));
        }
        catch (FailureException) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            // The track has ended, and asks its tickets to cancel as it does; that request is on its way.
        }
    }
}
