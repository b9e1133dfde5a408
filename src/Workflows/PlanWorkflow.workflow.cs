using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using SlopTemporal.Workflows.Plans;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>
/// Plans the tickets of a track under the track's own id, and continues as the workflow that works them: whoever watches, asks or decides
/// need not know which of the two runs.
/// </summary>
[Workflow("Plan")]
public sealed class PlanWorkflow
{
    private readonly PlanRun _run;
    private readonly RequestLog _log;
    private readonly PlanNotices _notices;
    private readonly PlanScreen _screen;
    private readonly PlanSteps _steps;
    private readonly PlanGates _gates;
    private readonly PlanRequests _requests;

    [WorkflowInit]
    public PlanWorkflow(PlanInput input)
    {
        _run = new(input);
        _log = new(_run.State.Requests);
        _notices = new(_run);
        _screen = new(_run, _log);
        _gates = new(_run, _log, _notices, _screen.ShowStatus);
        _steps = new(_run, new(_run, _gates), _gates);
        _requests = new(_run, _log, _gates, _screen.Draw);
        _run.Changed = _screen.Draw;
    }

    /// <summary>What continue-as-new carries.</summary>
    internal PlanState State => _run.State with { Requests = _log.State };

    [WorkflowRun]
    public async Task<TrackSnapshot> RunAsync(PlanInput _)
    {
        try
        {
            while (_run.Failure is null && _run.Kept is null)
            {
                await ContinueIfSuggestedAsync();
                if (await _steps.TakeAsync() is { } track)
                {
                    await ContinueAsTrackAsync(track);
                }
            }

            return await EndAsync(_run.Failure is null ? TrackStatus.Completed : TrackStatus.Failed);
        }
        catch (Exception e) when (Workflow.CancellationToken.IsCancellationRequested && e is FailureException or OperationCanceledException)
        {
            await EndAsync(TrackStatus.Cancelled);
            throw new OperationCanceledException("cancelled");
        }
    }

    /// <summary>The state is small, but a gate may be open for weeks, with many requests.</summary>
    private async Task ContinueIfSuggestedAsync()
    {
        if (Workflow.ContinueAsNewSuggested)
        {
            await SettleAsync();
            var next = _run.Input with { State = State };
            throw Workflow.CreateContinueAsNewException((PlanWorkflow w) => w.RunAsync(next));
        }
    }

    /// <summary>The tickets are worked under the same id, by the workflow of tracks.</summary>
    private async Task ContinueAsTrackAsync(TrackInput track)
    {
        await SettleAsync();
        var next = track with
        {
            Notices = _run.Input.Notices,
            // A cap that a person raised stays raised.
            Budget = _run.State.Budget == _run.Input.Budget ? track.Budget : _run.State.Budget,
            Plan = new()
            {
                Started = _run.State.Started,
                Usage = _run.State.Usage,
                Busy = _run.State.Busy,
                BudgetGates = _run.State.Gates?.GetValueOrDefault(GateKind.Budget) ?? 0,
                Requests = _log.State,
            },
        };
        throw Workflow.CreateContinueAsNewException((TrackWorkflow w) => w.RunAsync(next));
    }

    /// <summary>No handler and no notice may be cut off by the end of a run.</summary>
    private Task SettleAsync() => Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished && !_notices.IsSending);

    private async Task<TrackSnapshot> EndAsync(TrackStatus status)
    {
        _run.End(status);
        var closing = new TrackClosing(_run.Input.Run, _screen.Snapshot() with { Gates = [] }, Pages: 0, ByPerson: true);
        try
        {
            await Workflow.ExecuteActivityAsync(
                (IRecordActivities a) => a.CloseTrackAsync(closing), ActivityProfiles.Cleanup("record and clean up"));
        }
        catch (ActivityFailureException)
        {
            // How the plan ended does not depend on its record.
        }

        await _notices.SendEndAsync();
        await SettleAsync();
        return _run.Failure is { } failure && status == TrackStatus.Failed
            ? throw new ApplicationFailureException(failure.Reason, errorType: failure.Type, nonRetryable: true)
            : _screen.Snapshot();
    }

    /// <summary>What the worker says of an activity that does not get on.</summary>
    [WorkflowSignal(Retrying.Signal)]
    public Task RetryingAsync(Retrying retrying)
    {
        _screen.ShowRetrying(retrying);
        return Task.CompletedTask;
    }

    [WorkflowSignal("approve", Description = RequestParser.DecisionForm)]
    public Task ApproveAsync(IRawValue? raw = null) => _requests.ReceiveAsync("approve", raw);

    [WorkflowSignal("reject", Description = "the same; \"comment\" is what the tickets should be instead")]
    public Task RejectAsync(IRawValue? raw = null) => _requests.ReceiveAsync("reject", raw);

    [WorkflowSignal("tell", Description = "\"what the model shall know before its next turn\"")]
    public Task TellAsync(IRawValue? raw = null) => _requests.ReceiveAsync("tell", raw);

    /// <summary>Any of the signals above with an id, for programs that got no answer to <c>control</c>.</summary>
    [WorkflowSignal("request")]
    public Task RequestAsync(IRawValue? raw = null) => _requests.ReceiveAsync("request", raw);

    // Without a description the query behind the Web UI's page fails.
    [WorkflowSignal(Dynamic = true, Description = "any other name: shown as a problem")]
    public Task UnknownAsync(string name, IRawValue[] args) => _requests.ReceiveAsync(name, args.FirstOrDefault());

    /// <summary>The same as approve and reject, for programs: it is answered, or refused with the reason.</summary>
    [WorkflowUpdate("decide")]
    public Task<string> DecideAsync(Decision decision) =>
        RequestLog.RefuseOnProblemAsync(() => Task.FromResult(_gates.Decide(decision with { IsSigned = true })()));

    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void CheckDecide(Decision decision) => RequestLog.RefuseOnProblem(() => _ = _gates.Decide(decision));

    /// <summary>Any other signal by its name, for programs: it is answered, or refused with the reason.</summary>
    [WorkflowUpdate("control")]
    public Task<string> ControlAsync(ControlRequest request) => _requests.ControlAsync(request);

    [WorkflowUpdateValidator(nameof(ControlAsync))]
    public void CheckControl(ControlRequest request) => RequestLog.RefuseOnProblem(() => _ = _requests.DoOnce(request, signed: true));

    /// <summary>As of a track without tickets: there is one page.</summary>
    [WorkflowQuery("snapshot")]
    public TrackSnapshot Snapshot(int page = 0) => _screen.Snapshot();

    /// <summary>The open gate.</summary>
    [WorkflowQuery("pending")]
    public IReadOnlyList<Gate> Pending() => _screen.Snapshot().Gates;

    /// <summary>The open gate with a page of what a person has to see, from 1.</summary>
    [WorkflowQuery("gate")]
    public GatePage? OpenGate(string id, int page = 1) => Pending().FirstOrDefault(g => g.Id == id)?.Page(page);

    /// <summary>Requests that had no effect, newest last.</summary>
    [WorkflowQuery("problems")]
    public IReadOnlyList<RequestProblem> Problems() => _log.State.Problems;
}
