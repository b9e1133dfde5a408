using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>One ticket of a track: what is known of it, and the run of its workflow that is open.</summary>
internal sealed class TrackedTicket(string id, TicketRecord state)
{
    /// <summary>Patch: a run that was cancelled or terminated at a gate leaves none open; builds before asked for it for ever.</summary>
    private const string GateEndsWithRun = "gate-ends-with-run";

    private ChildWorkflowHandle<TicketWorkflow, TicketResult>? _handle;
    private CancellationTokenSource? _cancel;
    private int _lastReceived;

    public string Id { get; } = id;

    public TicketRecord State { get; private set; } = state;

    /// <summary>The last orders to this run; number 0: those that it was started with.</summary>
    public TrackOrders Orders { get; private set; } = new();

    /// <summary>The request for the lane that is open, counted from 1 within this run; 0: none.</summary>
    public int LaneRequest { get; set; }

    /// <summary>How often the ticket has waited for a person or for budget within this run.</summary>
    public int WaitNumber { get; set; }

    public void Change(Func<TicketRecord, TicketRecord> change) => State = change(State);

    /// <summary>Notes that a run begins.</summary>
    /// <param name="cancel">Cancels the run.</param>
    /// <param name="now">When it begins.</param>
    public void BeginRun(CancellationTokenSource cancel, DateTimeOffset now)
    {
        _cancel = cancel;
        State = State with { Started = State.Started ?? now, Ended = null };
    }

    /// <summary>Sets the progress that the run begins with; the messages of both sides are counted from 1 again.</summary>
    public void Prepare(int maxAttempts, int rungs)
    {
        (_lastReceived, WaitNumber) = (0, 0);
        State = State.NextRun(maxAttempts, rungs);
    }

    public void SetFirstOrders(TrackOrders orders) => Orders = orders;

    /// <summary>The run has started: sends what was ordered and decided in the meantime, and waits for the result.</summary>
    public async Task<TicketResult> AwaitResultAsync(ChildWorkflowHandle<TicketWorkflow, TicketResult> handle)
    {
        _handle = handle;
        await SendOrdersAsync();
        await SendDecisionAsync();
        return await handle.GetResultAsync();
    }

    public void EndRun(TicketEnd end, DateTimeOffset now)
    {
        (_handle, _cancel, LaneRequest, WaitNumber) = (null, null, 0, 0);
        State = State.EndRun(end, now);
        if (end != TicketEnd.Suspended && State.Progress is { Gate: not null } progress && Workflow.Patched(GateEndsWithRun))
        {
            State = State with { Progress = progress with { Gate = null }, Decision = null };
        }
    }

    public void Cancel() => _cancel?.Cancel();

    /// <summary>Receives a state of the ticket. False: it is older than the last one, and has no effect.</summary>
    public bool Receive(TicketState state)
    {
        if (state.Number <= _lastReceived)
        {
            return false;
        }

        _lastReceived = state.Number;
        State = State.WithProgress(state.Progress);
        return true;
    }

    /// <summary>Changes the orders and sends them.</summary>
    public Task ChangeOrdersAsync(Func<TrackOrders, TrackOrders> change)
    {
        Orders = change(Orders) with { Number = Orders.Number + 1 };
        return SendOrdersAsync();
    }

    /// <summary>Passes a decision on, at once or as soon as a run has started. It is kept until the ticket has acted on it.</summary>
    public Task DecideAsync(Decision decision)
    {
        State = State with { Decision = decision };
        return SendDecisionAsync();
    }

    /// <summary>Whether a message can reach its model: a run is open, or the ticket is suspended and will go on.</summary>
    public bool CanReceiveMessages => _handle is not null || State.Suspended;

    /// <summary>Sends a message to the model; where no run can receive it, the next one starts with it.</summary>
    public async Task SendMessageAsync(TicketRequest request)
    {
        if (_handle is not { } handle || !await TrySendAsync(() => handle.SignalAsync(w => w.ToldAsync(request))))
        {
            State = State with { Messages = [.. State.Messages ?? [], request.Text!] };
        }
    }

    private async Task SendOrdersAsync()
    {
        if (_handle is { } handle && Orders is { Number: > 0 } orders)
        {
            await TrySendAsync(() => handle.SignalAsync(w => w.OrdersAsync(orders)));
        }
    }

    private async Task SendDecisionAsync()
    {
        if (_handle is { } handle && State.Decision is { } decision)
        {
            await TrySendAsync(() => handle.SignalAsync(w => w.DecidedAsync(decision)));
        }
    }

    /// <summary>False: the run has just ended. It needs no orders, and the next one gets what it did not receive.</summary>
    private static async Task<bool> TrySendAsync(Func<Task> send)
    {
        try
        {
            await send();
            return true;
        }
        catch (FailureException) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
