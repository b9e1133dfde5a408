using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>What a ticket and its track last told each other, over the ticket's own continue-as-new.</summary>
public sealed record TrackLinkState
{
    /// <summary>The newest orders.</summary>
    public required TrackOrders Orders { get; init; }

    /// <summary>Number of the last <see cref="TicketState"/> that was sent.</summary>
    public int Sent { get; init; }

    /// <summary>Times that the ticket asked for the lane.</summary>
    public int LaneRequests { get; init; }

    /// <summary>Times that it gave its slot back, to wait for a person or for budget.</summary>
    public int Waits { get; init; }
}

/// <summary>The ticket's side of its talk with the track: one signal each way, whole state, numbered, the last one wins.</summary>
internal sealed class TrackLink(TrackLinkState state, TicketAttempt attempt)
{
    private int _openLaneRequest;
    private bool _wantsBudget;

    public TrackLinkState State { get; private set; } = state;

    public TrackOrders Orders => State.Orders;

    /// <summary>True: it waits for the track to allow more.</summary>
    public bool WantsBudget => _wantsBudget;

    /// <summary>True: it may merge.</summary>
    public bool HasLane => Orders.LaneGrant == _openLaneRequest;

    /// <summary>True: after its last wait it has a slot again.</summary>
    public bool HasSlot => Orders.SlotGrant >= State.Waits;

    public void Receive(TrackOrders orders) => State = orders.Number > Orders.Number ? State with { Orders = orders } : State;

    /// <summary>Asks for the lane.</summary>
    public Task RequestLaneAsync()
    {
        State = State with { LaneRequests = State.LaneRequests + 1 };
        _openLaneRequest = State.LaneRequests;
        return TellAsync();
    }

    /// <summary>Gives the lane back, or the request for it up.</summary>
    public void LeaveLane() => _openLaneRequest = 0;

    /// <summary>Gives the slot back, to wait for a person.</summary>
    public Task LeaveSlotAsync()
    {
        State = State with { Waits = State.Waits + 1 };
        return TellAsync();
    }

    /// <summary>The same to wait for budget.</summary>
    public Task RequestBudgetAsync()
    {
        _wantsBudget = true;
        return LeaveSlotAsync();
    }

    public void EndBudgetRequest() => _wantsBudget = false;

    /// <summary>Waits for a slot after a wait. It goes on without where the track suspends it: it stops at its next safe point.</summary>
    public Task WaitForSlotAsync() => attempt.WaitAsync(Workflow.WaitConditionAsync(() => HasSlot || Orders.Suspend));

    /// <summary>Sends the whole state.</summary>
    public async Task TellAsync()
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
            Progress = attempt.Progress,
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
            // A track that is gone asks its tickets to cancel; that request is on its way.
        }
    }
}
