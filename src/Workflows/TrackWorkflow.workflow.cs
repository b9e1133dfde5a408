using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Tracks;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>
/// One track: the signals, updates and queries that it answers, and its main loop. Each piece of its state belongs to one class in
/// <see cref="Tracks"/>; this class only passes messages on and calls each part in order.
/// </summary>
[Workflow("Track")]
public sealed class TrackWorkflow
{
    private readonly TrackInput _input;
    private readonly TrackOutcome _outcome;
    private readonly TrackTickets _tickets;
    private readonly TrackBudget _budget;
    private readonly TrackHold _hold;
    private readonly QuotaWait _quota;
    private readonly TrackInbox _inbox;
    private readonly TrackScreen _screen;
    private readonly TrackNotices _notices;
    private readonly TrackRequests _requests;

    [WorkflowInit]
    public TrackWorkflow(TrackInput input)
    {
        _input = input;
        var state = TrackState.AtStart(input, () => WorkflowTime.Now);
        _outcome = new(state.Outcome);
        _tickets = new(input, state.Tickets, FirstOrders);
        _budget = new(input.Budget, state.Budget, _tickets, input.Help);
        _hold = new(state.Hold, _tickets);
        _inbox = new(state.Inbox, _tickets, _budget, _hold);
        _quota = new(state.Quota, _tickets, () => _screen!.MarkStale());
        _screen = new(input, state.Screen, _tickets, _budget, _hold, _quota, _inbox, _outcome);
        _notices = new(input, state.Notices, _tickets, _inbox, _screen, _outcome);
        _requests = new(_inbox, _tickets, _budget, _quota, _outcome, _screen.MarkStale);
    }

    /// <summary>What continue-as-new carries: the states of all parts.</summary>
    internal TrackState State => new()
    {
        Outcome = _outcome.State,
        Tickets = _tickets.State,
        Budget = _budget.State,
        Hold = _hold.State,
        Quota = _quota.State,
        Inbox = _inbox.State,
        Notices = _notices.State,
        Screen = _screen.State,
    };

    [WorkflowRun]
    public async Task<TrackSnapshot> RunAsync(TrackInput _)
    {
        try
        {
            await OpenAsync();
            await DriveAsync();
            return await EndAsync(_outcome.Settle(_tickets.Scheduler.Status));
        }
        catch (Exception e) when (Workflow.CancellationToken.IsCancellationRequested && e is FailureException or OperationCanceledException)
        {
            await _tickets.EndAllAsync();
            _outcome.SetReason("cancelled");
            await EndAsync(TrackStatus.Cancelled);
            throw new OperationCanceledException("cancelled");
        }
    }

    /// <summary>No model is called before the base is known to pass its checks.</summary>
    private async Task OpenAsync()
    {
        _screen.Draw();
        if (!_input.TextOnly && _input.State is null && _input.Carry is null)
        {
            var prepared = await TrackActivities.PrepareAsync(_input.Run);
            _tickets.SetTip(prepared.Tip);
            if (prepared.Failure is { } red)
            {
                _outcome.SetReason($"the checks fail on the base, before any work: {red.Sentence}");
                await EndAsync(TrackStatus.Failed);
                throw new ApplicationFailureException(_outcome.State.Reason!, errorType: Failures.RedBase, nonRetryable: true);
            }
        }

        _quota.Start();
        _tickets.AddEvent(new TrackEvent.Started());
    }

    private async Task DriveAsync()
    {
        while (true)
        {
            _tickets.Apply();
            _budget.ServeWaiting();
            _hold.Serve();
            _screen.Draw();
            _notices.Send();
            var isOver = _tickets.Scheduler.Status == TrackStatus.Completed || _outcome.State.IsClosing;
            if (!_tickets.IsAnyRunning && isOver && !_requests.IsWorking)
            {
                return;
            }

            if (!_tickets.IsAnyRunning && _tickets.Scheduler.Suspending)
            {
                await ContinueAsync();
            }

            if (!await WaitAsync())
            {
                _outcome.SetReason($"blocked for {_input.BlockedFor.TotalDays:0.#} days, and nobody decided");
                return;
            }

            TrackSuspension.BeginIfSuggested(_tickets, _budget, _hold);
        }
    }

    /// <summary>Waits until there is something to do. False: the track was blocked for as long as it may be.</summary>
    private async Task<bool> WaitAsync()
    {
        bool IsAnythingToDo() => _tickets.HasEvents || _screen.IsStale || (_outcome.State.IsClosing && !_tickets.IsAnyRunning);
        if (_tickets.Scheduler.Status == TrackStatus.Blocked && !_tickets.IsAnyRunning)
        {
            return await Workflow.WaitConditionWithOptionsAsync(new(IsAnythingToDo, _input.BlockedFor, "blocked: waits for a person"));
        }

        await Workflow.WaitConditionAsync(IsAnythingToDo);
        return true;
    }

    /// <summary>Every ticket is suspended: the next run starts from the state after the last message that was received.</summary>
    private async Task ContinueAsync()
    {
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished && _tickets.Sends.AllCompleted && !_notices.IsSending);
        _tickets.Apply();
        var next = _input with { Run = _tickets.Run, Graph = _tickets.Scheduler.Graph, Carry = null, State = State };
        throw Workflow.CreateContinueAsNewException((TrackWorkflow w) => w.RunAsync(next));
    }

    private async Task<TrackSnapshot> EndAsync(TrackStatus status)
    {
        _outcome.End(status);
        _screen.Draw();
        await TrackActivities.RecordAsync(_input, _screen, _outcome);
        await _notices.SendEndAsync();
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return _screen.Snapshot() with { Tickets = [] };
    }

    private TrackOrders FirstOrders(int ticket) => _quota.AddTo(
        new() { Always = _inbox.AlwaysApproved, Allowance = _budget.FirstAllowance(ticket), UsedUpTiers = _budget.Shares.UsedUp() });

    [WorkflowSignal("ticket_state")]
    public Task TicketStateAsync(TicketState state)
    {
        if (_tickets.Receive(state, _budget.TryLend))
        {
            _quota.Receive(state.Progress);
            _budget.Shares.Tell();
        }

        return Task.CompletedTask;
    }

    /// <summary>What the worker says of an activity of the track itself that does not get on.</summary>
    [WorkflowSignal(Retrying.Signal)]
    public Task RetryingAsync(Retrying retrying) => _screen.ShowRetryingAsync(retrying);

    [WorkflowSignal("pause", Description = "nothing: stop starting work; running turns finish")]
    public Task PauseAsync(IRawValue? raw = null) => _requests.ReceiveAsync("pause", raw);

    [WorkflowSignal("resume", Description = "nothing: go on")]
    public Task ResumeAsync(IRawValue? raw = null) => _requests.ReceiveAsync("resume", raw);

    [WorkflowSignal("approve", Description = RequestParser.DecisionForm)]
    public Task ApproveAsync(IRawValue? raw = null) => _requests.ReceiveAsync("approve", raw);

    [WorkflowSignal("reject", Description = "the same; \"comment\" is the reason")]
    public Task RejectAsync(IRawValue? raw = null) => _requests.ReceiveAsync("reject", raw);

    [WorkflowSignal("retry", Description = TrackRequests.RetryForm)]
    public Task RetryAsync(IRawValue? raw = null) => _requests.ReceiveAsync("retry", raw);

    [WorkflowSignal("skip", Description = "\"ticket-id\": go on without it")]
    public Task SkipAsync(IRawValue? raw = null) => _requests.ReceiveAsync("skip", raw);

    [WorkflowSignal("cancel_ticket", Description = "\"ticket-id\": stop it")]
    public Task CancelTicketAsync(IRawValue? raw = null) => _requests.ReceiveAsync("cancel_ticket", raw);

    [WorkflowSignal("tell", Description = "{\"ticket\":\"parser\",\"text\":\"what the model shall know\"}")]
    public Task TellAsync(IRawValue? raw = null) => _requests.ReceiveAsync("tell", raw);

    [WorkflowSignal("set_limits", Description = "{\"max_workers\":8,\"budget\":{\"usd\":20}}")]
    public Task SetLimitsAsync(IRawValue? raw = null) => _requests.ReceiveAsync("set_limits", raw);

    [WorkflowSignal("add_tickets", Description = "a ticket or a list of tickets, as in a track file")]
    public Task AddTicketsAsync(IRawValue? raw = null) => _requests.ReceiveAsync("add_tickets", raw);

    [WorkflowSignal("close", Description = "nothing: end a blocked track")]
    public Task CloseAsync(IRawValue? raw = null) => _requests.ReceiveAsync("close", raw);

    /// <summary>Any of the signals above with an id, for programs that got no answer to <c>control</c>.</summary>
    [WorkflowSignal(TrackRequests.Wrapped)]
    public Task RequestAsync(IRawValue? raw = null) => _requests.ReceiveAsync(TrackRequests.Wrapped, raw);

    // Without a description the query behind the Web UI's page fails.
    [WorkflowSignal(Dynamic = true, Description = "any other name: shown as a problem")]
    public Task UnknownAsync(string name, IRawValue[] args) => _requests.ReceiveAsync(name, args.FirstOrDefault());

    /// <summary>The same as approve and reject, for programs: it is answered, or refused with the reason.</summary>
    [WorkflowUpdate("decide")]
    public Task<string> DecideAsync(Decision decision) => _requests.DecideAsync(decision);

    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void CheckDecide(Decision decision) => RequestLog.RefuseOnProblem(() => _ = _inbox.Decide(decision));

    /// <summary>Any other signal by its name, for programs: it is answered, or refused with the reason.</summary>
    [WorkflowUpdate("control")]
    public Task<string> ControlAsync(ControlRequest request) => _requests.ControlAsync(request);

    [WorkflowUpdateValidator(nameof(ControlAsync))]
    public void CheckControl(ControlRequest request) => RequestLog.RefuseOnProblem(() => _ = _requests.DoOnce(request, signed: true));

    /// <summary>All that a screen needs, a page of 200 tickets at a time, from 0.</summary>
    [WorkflowQuery("snapshot")]
    public TrackSnapshot Snapshot(int page = 0) => _screen.Snapshot(page);

    /// <summary>Open gates, in the track's order.</summary>
    [WorkflowQuery("pending")]
    public IReadOnlyList<Gate> Pending() => _inbox.OpenGates;

    /// <summary>One open gate with a page of what a person has to see, from 1; the same query of its ticket has all of it.</summary>
    [WorkflowQuery("gate")]
    public GatePage? OpenGate(string id, int page = 1) => _inbox.OpenGates.FirstOrDefault(g => g.Id == id)?.Page(page);

    /// <summary>Requests that had no effect, newest last.</summary>
    [WorkflowQuery("problems")]
    public IReadOnlyList<RequestProblem> Problems() => _inbox.Requests.State.Problems;
}
