using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>
/// One track: which ticket may run, in which order they merge. It only translates between Temporal and the scheduler in Domain:
/// events in, commands out.
/// </summary>
[Workflow("Track")]
public sealed partial class TrackWorkflow
{
    private readonly TrackInput _input;
    private readonly List<TrackLine> _lines;
    private readonly SortedDictionary<string, int> _places;
    private readonly SortedDictionary<int, Task> _runs = [];
    private readonly Queue<TrackEvent> _events = new();
    private readonly List<Task> _sends = [];
    private readonly DateTimeOffset _started;
    private TrackScope _run;
    private Budget? _budget;
    private SchedulerState _scheduler;
    private TrackStatus? _ending;
    private string? _reason;
    private string? _tip;
    private DateTimeOffset? _ended;
    private bool _closing;

    [WorkflowInit]
    public TrackWorkflow(TrackInput input)
    {
        _input = input;
        var carry = input.Carry;
        _run = input.Run;
        _budget = carry?.Budget ?? input.Budget;
        _desk = new(carry?.Problems ?? [], carry?.Requests ?? []);
        _always = [.. carry?.Always ?? []];
        (_quotaUntil, _quotaServed) = (carry?.QuotaUntil, carry?.QuotaServed);
        _budgetGates = carry?.BudgetGates ?? 0;
        _started = carry?.Started ?? Now;
        _tip = carry?.Tip;
        _lines = [.. input.Graph.Select((t, i) => new TrackLine(t.Id, carry?.Tickets[i]))];
        _places = new(input.Graph.Select((t, i) => (t.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal), StringComparer.Ordinal);
        _scheduler = SchedulerState.Create(input.Graph, carry?.MaxWorkers ?? input.MaxWorkers, input.AutoQueue, carry?.Tickets.Select(t => t.Status).ToArray());
        if (carry?.Paused == true)
        {
            _events.Enqueue(new TrackEvent.Paused());
        }
    }

    private static DateTimeOffset Now => new(Workflow.UtcNow, TimeSpan.Zero);

    private TrackStatus Status => _ending ?? _scheduler.Status;

    [WorkflowRun]
    public async Task<TrackSnapshot> RunAsync(TrackInput _)
    {
        try
        {
            await OpenAsync();
            await DriveAsync();
            return await FinishAsync(_scheduler.Status == TrackStatus.Completed ? TrackStatus.Completed : TrackStatus.Blocked);
        }
        catch (Exception e) when (Workflow.CancellationToken.IsCancellationRequested && e is FailureException or OperationCanceledException)
        {
            // The cancel reaches the tickets by itself; they clean up first, and nothing new starts.
            _scheduler = Scheduler.Apply(_scheduler, new TrackEvent.Suspended()).State;
            await Workflow.WhenAllAsync(_runs.Values);
            Settle();
            _reason = "cancelled";
            await FinishAsync(TrackStatus.Cancelled);
            throw new OperationCanceledException("cancelled");
        }
    }

    /// <summary>Nothing is billed before the base is known to be green.</summary>
    private async Task OpenAsync()
    {
        Show();
        if (!_input.TextOnly && _input.Carry is null)
        {
            var run = _input.Run;
            var options = ActivityProfiles.Commands("branch, setup and verify on the base");
            var prepared = await Workflow.ExecuteActivityAsync((IWorkspaceActivities a) => a.PrepareTrackAsync(run), options);
            _tip = prepared.Tip;
            if (prepared.Failure is { } red)
            {
                _reason = $"the base is red before any work: {red.Sentence}";
                await FinishAsync(TrackStatus.Failed);
                throw new ApplicationFailureException(_reason, errorType: Failures.RedBase, nonRetryable: true);
            }
        }

        ServeQuota();
        _events.Enqueue(new TrackEvent.Started());
    }

    private async Task DriveAsync()
    {
        while (true)
        {
            _heard = false;
            Settle();
            ShareBudget();
            Show();
            Notify();
            if (_runs.Count == 0 && (_scheduler.Status == TrackStatus.Completed || _closing) && _working == 0)
            {
                return;
            }

            if (_runs.Count == 0 && _scheduler.Suspending)
            {
                await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
                var next = _input with { Run = _run, Graph = _scheduler.Graph, Carry = Carry() };
                throw Workflow.CreateContinueAsNewException((TrackWorkflow w) => w.RunAsync(next));
            }

            if (!await WaitAsync())
            {
                _reason = $"blocked for {_input.BlockedFor.TotalDays:0.#} days and nobody came";
                return;
            }

            if (Workflow.ContinueAsNewSuggested && !_scheduler.Suspending)
            {
                _events.Enqueue(new TrackEvent.Suspended());
            }
        }
    }

    /// <summary>False: the track was blocked for as long as it may be.</summary>
    private async Task<bool> WaitAsync()
    {
        bool Something() => _events.Count > 0 || _heard || (_closing && _runs.Count == 0);
        if (_scheduler.Status == TrackStatus.Blocked && _runs.Count == 0)
        {
            return await Workflow.WaitConditionWithOptionsAsync(new(Something, _input.BlockedFor, "blocked: waits for a person"));
        }

        await Workflow.WaitConditionAsync(Something);
        return true;
    }

    /// <summary>Applies what happened and does what the scheduler wants done about it.</summary>
    private void Settle()
    {
        while (_events.TryDequeue(out var happened))
        {
            var step = Scheduler.Apply(_scheduler, happened);
            _scheduler = step.State;
            foreach (var command in step.Commands)
            {
                Obey(command);
            }
        }

        foreach (var ended in _runs.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToArray())
        {
            _runs.Remove(ended);
        }

        _sends.RemoveAll(s => s.IsCompleted);
    }

    private async Task<TrackSnapshot> FinishAsync(TrackStatus status)
    {
        (_ending, _ended) = (status, Now);
        Show();
        await RecordAsync();
        if (_input.Notices is not null)
        {
            await NotifyAsync(NoticeOf(NoticeKind.TrackEnded));
        }

        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
        return Snapshot() with { Tickets = [] };
    }
}
