using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>One ticket: worktree, turns, checks, commit, integration; again with a stronger model where that failed.</summary>
[Workflow("Ticket")]
public sealed partial class TicketWorkflow
{
    private readonly TicketInput _input;
    private readonly DateTimeOffset _started = new(Workflow.UtcNow, TimeSpan.Zero);
    private TicketProgress _progress;
    private TrackOrders _orders;
    private int _said;
    private int _laneRequests;
    private int _openLaneRequest;
    private string _doing = "starting";

    [WorkflowInit]
    public TicketWorkflow(TicketInput input)
    {
        _input = input;
        _progress = input.Progress;
        _orders = input.Talk?.Orders ?? new();
        _said = input.Talk?.Said ?? 0;
        _laneRequests = input.Talk?.LaneRequests ?? 0;
        _gateNumber = input.Talk?.Gates ?? 0;
        _desk = new([], input.Talk?.Requests ?? []);
    }

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    private AttemptScope Scope => new(_input.Run, _input.Ticket, _progress.Attempt);

    [WorkflowRun]
    public async Task<TicketResult> RunAsync(TicketInput _)
    {
        try
        {
            while (_progress.Phase is not (TicketPhase.Completed or TicketPhase.Blocked or TicketPhase.Skipped))
            {
                if (await AtSafePointAsync() is { } suspended)
                {
                    return suspended;
                }

                await StepAsync();
            }

            if (_progress.Phase != TicketPhase.Blocked && !_input.TextOnly)
            {
                await DoAsync("cleaning up", () => CloseWorktreeAsync());
            }

            return new(End, _progress);
        }
        catch (Exception e) when (Workflow.CancellationToken.IsCancellationRequested && e is FailureException or OperationCanceledException)
        {
            // Whatever failed after a cancel request failed because of it.
            if (!_input.TextOnly)
            {
                await CloseWorktreeAsync();
            }

            throw new OperationCanceledException("cancelled");
        }
    }

    private TicketEnd End => _progress.Phase switch
    {
        TicketPhase.Completed => TicketEnd.Completed,
        TicketPhase.Skipped => TicketEnd.Skipped,
        _ => TicketEnd.Blocked,
    };

    [WorkflowSignal("track_orders")]
    public Task OrdersAsync(TrackOrders orders)
    {
        _orders = orders.Number > _orders.Number ? orders : _orders;
        return Task.CompletedTask;
    }

    /// <summary>The ticket as a screen shows it, live.</summary>
    [WorkflowQuery("snapshot")]
    public TicketSnapshot Snapshot() => new()
    {
        Id = _input.Ticket,
        Status = _progress.Gate is null && !_wantsBudget ? TicketStatus.InProgress : TicketStatus.Waiting,
        Gate = _progress.Gate?.Id,
        Attempt = _progress.Attempt,
        Model = _progress.Model?.ToString(),
        Reason = _progress.Reason,
        Commit = _progress.Commit,
        Turn = _progress.Turn,
        Doing = _doing,
        Started = _started,
        Usage = _progress.Usage,
    };

    /// <summary>Between two steps nothing is half done: here a ticket waits, stops or continues as new.</summary>
    private async Task<TicketResult?> AtSafePointAsync()
    {
        if (_orders.Paused && !_orders.Suspend)
        {
            _doing = "paused";
            await Workflow.WaitConditionAsync(() => !_orders.Paused || _orders.Suspend);
        }

        if (_orders.Suspend)
        {
            return new(TicketEnd.Suspended, _progress);
        }

        if (Workflow.ContinueAsNewSuggested)
        {
            var next = _input with { Progress = _progress, Talk = new(_said, _laneRequests, _orders, _gateNumber, _desk.Ids.Count == 0 ? null : _desk.Ids) };
            throw Workflow.CreateContinueAsNewException((TicketWorkflow w) => w.RunAsync(next));
        }

        return null;
    }

    private Task StepAsync() => _progress.Phase switch
    {
        TicketPhase.Open => OpenAsync(),
        TicketPhase.Work => WorkAsync(),
        TicketPhase.Check => CheckAsync(),
        TicketPhase.Integrate => IntegrateAsync(),
        _ => throw new InvalidOperationException($"no step for {_progress.Phase}"),
    };

    private async Task OpenAsync()
    {
        if (_progress.Attempt > 1)
        {
            await TellTrackAsync();
        }

        if (_input.TextOnly)
        {
            _progress = _progress with { Phase = TicketPhase.Work };
            return;
        }

        var scope = Scope;
        await DoAsync("opening the worktree", async () =>
        {
            var options = ActivityProfiles.Commands($"worktree of attempt {scope.Attempt}");
            var opened = _progress.Carries == true
                ? await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.CarryWorktreeAsync(scope), options)
                : await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.OpenWorktreeAsync(scope), options);
            _progress = opened.Failure is { } red
                ? Failed($"setup: {red.Sentence}", red.Evidence)
                : _progress with { Phase = TicketPhase.Work, Base = opened.Base };
        });
    }

    private async Task CheckAsync()
    {
        var (scope, date) = (Scope, new DateTimeOffset(Workflow.UtcNow, TimeSpan.Zero));
        await DoAsync("verify", async () =>
        {
            var verify = new VerifyInput(scope, _progress.Turn, _progress.Base!);
            var options = ActivityProfiles.Commands($"verify attempt {scope.Attempt}");
            var verified = await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.VerifyAsync(verify), options);
            if (verified.Failure is { } red)
            {
                _progress = Failed(red.Sentence, red.Evidence);
                return;
            }

            var commit = new CommitInput(scope, _progress.Turn, _progress.Base!, verified.Tree, date);
            var committed = await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.CommitAsync(commit), ActivityProfiles.Files("commit"));
            _progress = committed.Commit is { } id
                ? _progress with { Phase = TicketPhase.Integrate, Commit = id, VerifiedTree = verified.Tree }
                : _progress with { Phase = TicketPhase.Completed, VerifiedTree = verified.Tree };
        });
    }

    /// <summary>Runs one step; a failure that no retry could help blocks the ticket, and a person reads why.</summary>
    private async Task DoAsync(string doing, Func<Task> step)
    {
        _doing = doing;
        try
        {
            await CountAsync(async () =>
            {
                await step();
                return true;
            });
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            _progress = AttemptPolicy.Block(_progress, Preview.Line($"{doing}: {e.InnerException?.Message ?? e.Message}", 400));
        }
    }

    private TicketProgress Failed(string reason, string? evidence) => AttemptPolicy.Fail(_progress, _input.Rungs, Preview.Line(reason, 400), evidence);

    private async Task CloseWorktreeAsync()
    {
        var scope = Scope;
        try
        {
            await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.CloseWorktreeAsync(scope), ActivityProfiles.Cleanup("remove the worktree"));
        }
        catch (ActivityFailureException)
        {
            // What is left is removed when the track closes, and by `slop clean`; it must not change the ticket's end.
        }
    }

    private async Task TellTrackAsync()
    {
        if (Workflow.Info.Parent is not { } parent)
        {
            return;
        }

        var state = new TicketState { Ticket = _input.Ticket, Number = ++_said, Progress = _progress, LaneRequest = _openLaneRequest, GateNumber = _gateNumber, WantsBudget = _wantsBudget ? true : null };
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
