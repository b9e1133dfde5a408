using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Tickets;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>
/// One ticket: worktree, turns, checks, commit, integration; again with a stronger model where that failed. This class has the signals,
/// updates and queries that it answers, and its main loop; each step has a class of its own in <see cref="Tickets"/>.
/// </summary>
[Workflow("Ticket")]
public sealed class TicketWorkflow
{
    private readonly DateTimeOffset _started = WorkflowTime.Now;
    private readonly TicketInput _input;
    private readonly TicketAttempt _attempt;
    private readonly TrackLink _track;
    private readonly RequestLog _requests;
    private readonly TicketGates _gates;
    private readonly TicketWorktree _worktree;
    private readonly TicketConversation _conversation;
    private readonly TicketIntegration _integration;
    private readonly TicketWayOn _wayOn;

    [WorkflowInit]
    public TicketWorkflow(TicketInput input)
    {
        _input = input;
        var state = TicketRunState.AtStart(input);
        _attempt = new(input);
        _track = new(state.Link, _attempt);
        _requests = new(state.Requests);
        _gates = new(_attempt, _track, _requests);
        var (budget, quota) = (new TicketBudget(_attempt, _gates, _track), new TicketQuota(_attempt, _track));
        var tiers = new TicketTiers(_attempt, budget, quota, _track);
        _worktree = new(_attempt, _gates, new(_attempt, _gates, tiers), new(_attempt, tiers), _track);
        _conversation = new(_attempt, new(_attempt, _gates), budget, quota, new(_attempt, _gates, _track), tiers);
        _integration = new(_attempt, _gates, _track);
        _wayOn = new(_attempt, _gates, tiers, _track);
    }

    /// <summary>What continue-as-new carries besides the progress: the states of the parts.</summary>
    internal TicketRunState State => new() { Link = _track.State, Requests = _requests.State };

    private TicketProgress Progress => _attempt.Progress;

    [WorkflowRun]
    public async Task<TicketResult> RunAsync(TicketInput _)
    {
        try
        {
            while (_wayOn.IsDue || Progress.Phase is not (TicketPhase.Completed or TicketPhase.Blocked or TicketPhase.Skipped))
            {
                if (await StopBetweenStepsAsync() is { } suspended)
                {
                    return suspended;
                }

                await StepAsync();
                await EndRetryingAsync();
            }

            if (Progress.Phase != TicketPhase.Blocked && !_input.TextOnly)
            {
                await _attempt.RunStepAsync("cleaning up", _worktree.CloseAsync);
            }

            return new(EndOf(Progress.Phase), Progress) { Pieces = _wayOn.Pieces };
        }
        catch (Exception e) when (Workflow.CancellationToken.IsCancellationRequested && e is FailureException or OperationCanceledException)
        {
            // Whatever failed after a cancel request failed because of it.
            await _worktree.CloseAsync();
            throw new OperationCanceledException("cancelled");
        }
    }

    /// <summary>Between two steps nothing is half done: here a ticket waits, ends suspended or continues as new.</summary>
    private async Task<TicketResult?> StopBetweenStepsAsync()
    {
        if (_track.Orders is { Paused: true, Suspend: false })
        {
            _attempt.Doing = "paused";
            await Workflow.WaitConditionAsync(() => !_track.Orders.Paused || _track.Orders.Suspend);
        }

        if (_track.Orders.Suspend)
        {
            return new(TicketEnd.Suspended, Progress.Shorten());
        }

        if (Workflow.ContinueAsNewSuggested)
        {
            var next = _input with { Progress = Progress, Orders = null, Talk = null, State = State };
            throw Workflow.CreateContinueAsNewException((TicketWorkflow w) => w.RunAsync(next));
        }

        return null;
    }

    private Task StepAsync() => Progress.Phase switch
    {
        TicketPhase.Open => _worktree.OpenAsync(),
        TicketPhase.Work => _conversation.WorkAsync(),
        TicketPhase.Check => _worktree.CheckAsync(),
        TicketPhase.Integrate => _integration.IntegrateAsync(),
        TicketPhase.Blocked => _attempt.RunStepAsync("looking for a way on", _wayOn.FindAsync),
        _ => throw new InvalidOperationException($"no step for {Progress.Phase}"),
    };

    /// <summary>The step is over, and with it whatever failed in it: the track is told, since it was told before.</summary>
    private async Task EndRetryingAsync()
    {
        if (Progress.Retrying is not null)
        {
            _attempt.Change(p => p with { Retrying = null });
            _gates.ShowDetails();
            await _track.SendStateAsync();
        }
    }

    private static TicketEnd EndOf(TicketPhase phase) => phase switch
    {
        TicketPhase.Completed => TicketEnd.Completed,
        TicketPhase.Skipped => TicketEnd.Skipped,
        _ => TicketEnd.Blocked,
    };

    [WorkflowSignal("track_orders")]
    public Task OrdersAsync(TrackOrders orders)
    {
        _track.Receive(orders);
        return Task.CompletedTask;
    }

    [WorkflowSignal("approve", Description = "nothing, or {\"request\":\"ticket/kind-1\",\"hash\":\"…\",\"edited\":…}")]
    public Task ApproveAsync(IRawValue? raw = null) =>
        ReceiveAsync("approve", raw, json => Decide(RequestParser.Decision(json, approve: true)));

    [WorkflowSignal("reject", Description = "the same; \"comment\" is the reason")]
    public Task RejectAsync(IRawValue? raw = null) =>
        ReceiveAsync("reject", raw, json => Decide(RequestParser.Decision(json, approve: false)));

    [WorkflowSignal("tell", Description = "\"what the model shall know before its next turn\"")]
    public Task TellAsync(IRawValue? raw = null) => ReceiveAsync("tell", raw, json => Tell(RequestParser.Text(json)));

    /// <summary>What the worker says of an activity that does not get on: people see it while it is tried again.</summary>
    [WorkflowSignal(Retrying.Signal)]
    public async Task RetryingAsync(Retrying retrying)
    {
        _attempt.Change(p => p with { Retrying = Preview.Line(retrying.Describe(_attempt.Doing), 400) });
        _gates.ShowDetails();
        await _track.SendStateAsync();
    }

    /// <summary>A decision that was sent to the track, which checked it.</summary>
    [WorkflowSignal("decided")]
    public Task DecidedAsync(Decision decision) => ReceiveAsync("decided", null, _ => _gates.Decide(decision));

    /// <summary>A message for the model that was sent to the track.</summary>
    [WorkflowSignal("told")]
    public Task ToldAsync(TicketRequest request) => ReceiveAsync("told", null, _ => Tell(request.Text!));

    // Without a description the query behind the Web UI's page fails.
    [WorkflowSignal(Dynamic = true, Description = "any other name: shown as a problem")]
    public Task UnknownAsync(string name, IRawValue[] args) => ReceiveAsync(
        name,
        args.FirstOrDefault(),
        _ => throw RequestLog.Unknown(name, "a ticket knows approve, reject and tell; the rest is said to its track"));

    /// <summary>The same as approve and reject, for programs: a decision without effect is refused with the reason.</summary>
    [WorkflowUpdate("decide")]
    public Task<string> DecideUpdateAsync(Decision decision) =>
        RequestLog.RefuseOnProblemAsync(() => Task.FromResult(Decide(decision)()));

    [WorkflowUpdateValidator(nameof(DecideUpdateAsync))]
    public void CheckDecide(Decision decision) => RequestLog.RefuseOnProblem(() => _ = Decide(decision));

    /// <summary>The ticket as a screen shows it, live.</summary>
    [WorkflowQuery("snapshot")]
    public TicketSnapshot Snapshot() => new()
    {
        Id = _input.Ticket,
        Status = Progress.Gate is null && !_track.WantsBudget ? TicketStatus.InProgress : TicketStatus.Waiting,
        Gate = Progress.Gate?.Id,
        Attempt = Progress.Attempt,
        Model = Progress.Model?.ToString(),
        Reason = Progress.Reason,
        Commit = Progress.Commit,
        Turn = Progress.Turn,
        Doing = _attempt.Doing,
        Retrying = Progress.Retrying,
        Started = _started,
        Usage = Progress.Usage,
    };

    /// <summary>The open gate with a page of what a person has to see, from 1.</summary>
    [WorkflowQuery("gate")]
    public GatePage? OpenGate(int page = 1) => Progress.Gate?.Page(page);

    /// <summary>Requests that had no effect, newest last.</summary>
    [WorkflowQuery("problems")]
    public IReadOnlyList<RequestProblem> Problems() => _requests.State.Problems;

    private async Task ReceiveAsync(string signal, IRawValue? raw, Func<JsonElement?, Func<string>> read)
    {
        await _requests.ReceiveAsync(signal, raw, WorkflowTime.Now, given =>
        {
            var act = read(given);
            return () => Task.FromResult(act());
        });
        _gates.ShowDetails();
    }

    private Func<string> Decide(Decision decision) => decision.Always == true
        ? throw new RequestException("what holds for the whole track is said to the track")
        : _gates.Decide(decision);

    private Func<string> Tell(string text) => () =>
    {
        _conversation.AddMessage(text);
        return "the model reads it before its next turn, if there is another one";
    };
}
