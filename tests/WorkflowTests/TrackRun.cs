using System.Runtime.CompilerServices;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Worker;
using EventType = Temporalio.Api.Enums.V1.EventType;
using Started = Temporalio.Api.History.V1.ChildWorkflowExecutionStartedEventAttributes;

namespace SlopTemporal.WorkflowTests;

/// <summary>One track on the real server with a world of its own; every history that it leaves must replay.</summary>
internal sealed class TrackRun(ITemporalClient client, FakeWorld world) : IAsyncDisposable
{
    private readonly string _queue = $"test-{Guid.NewGuid():N}";
    private CancellationTokenSource _stop = new();
    private int _maxWorkers;
    private Task? _worker;
    private string? _firstRun;

    public string Id { get; } = $"t{Guid.NewGuid():N}"[..12];

    public WorkflowHandle<TrackWorkflow, TrackSnapshot> Track { get; private set; } = null!;

    public ITemporalClient Client => client;

    public string Queue => _queue;

    public async Task StartAsync(int maxWorkers, Func<TrackInput, TrackInput>? change, params GraphTicket[] graph)
    {
        Work();
        _maxWorkers = maxWorkers;
        var input = new TrackInput
        {
            Run = new TrackScope("document", Id, 1),
            Title = Id,
            Graph = graph,
            MaxWorkers = maxWorkers,
            Rungs = 3,
            SearchAttributes = true,
        };
        input = change is null ? input : change(input);
        Track = await client.StartWorkflowAsync((TrackWorkflow w) => w.RunAsync(input), TrackStart.Options(input, _queue));
    }

    public Task StartAsync(params GraphTicket[] graph) => StartAsync(4, null, graph);

    /// <summary>Starts with the plan of the tickets; the track that follows has the same id.</summary>
    public async Task PlanAsync(Func<PlanInput, PlanInput>? change = null)
    {
        Work();
        _maxWorkers = 4;
        var input = new PlanInput
        {
            Run = new TrackScope("document", Id, 1),
            Title = Id,
            Rules = new() { Plan = GatePolicy.Ask },
            SearchAttributes = true,
        };
        input = change is null ? input : change(input);
        var started = await client.StartWorkflowAsync((PlanWorkflow w) => w.RunAsync(input), TrackStart.Options(input, _queue));
        // Without a run: queries and signals reach the newest one, results follow the chain.
        Track = client.GetWorkflowHandle<TrackWorkflow, TrackSnapshot>(started.Id);
        _firstRun = started.ResultRunId;
    }

    /// <summary>Runs a worker without a cache: every workflow task replays the whole history.</summary>
    public void Work()
    {
        var options = new TemporalWorkerOptions(_queue)
        {
            MaxCachedWorkflows = 0,
            Interceptors = [Signing.Guard],
            // Cancels reach an activity with its heartbeats.
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(200),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(200),
        };
        options.AddAllActivities(world).AddWorkflow<TrackWorkflow>().AddWorkflow<PlanWorkflow>().AddWorkflow<TicketWorkflow>();
        var worker = new TemporalWorker(client, options);
        _worker = Task.Run(() => worker.ExecuteAsync(_stop.Token));
    }

    public WorkflowHandle<TicketWorkflow> Ticket(string ticket) => client.GetWorkflowHandle<TicketWorkflow>(WorkflowIds.Ticket(Id, ticket));

    /// <summary>As a person sends it: by name, with one JSON value or none.</summary>
    public Task SayAsync(string signal, params object[] input) => Track.SignalAsync(signal, input);

    /// <summary>Stops it, whatever it waits for; what happened so far replays.</summary>
    public async Task EndAsync()
    {
        await Track.CancelAsync();
        await Assert.ThrowsAsync<Temporalio.Exceptions.WorkflowFailedException>(() => Track.GetResultAsync());
        await ReplayAsync();
    }

    /// <summary>Waits until so many gates are open.</summary>
    public async Task<IReadOnlyList<Gate>> GatesAsync(int count = 1) => (await UntilAsync(s => s.Gates.Count == count)).Gates;

    public Task<TrackSnapshot> SnapshotAsync() => Track.QueryAsync(w => w.Snapshot(0));

    /// <summary>Looks at the snapshot until it is so: there is no other way to see a workflow from outside.</summary>
    public Task<TrackSnapshot> UntilAsync(Func<TrackSnapshot, bool> holds, [CallerArgumentExpression(nameof(holds))] string wanted = "") =>
        Eventually.SeeAsync(SnapshotAsync, holds, wanted: wanted);

    /// <summary>Looks at a ticket's history until it holds the event: no worker is needed for it.</summary>
    public Task RecordedAsync(string ticket, EventType happened)
    {
        async Task<EventType[]> EventsAsync() => [.. (await Ticket(ticket).FetchHistoryAsync()).Events.Select(e => e.EventType)];
        return Eventually.SeeAsync(EventsAsync, types => types.Contains(happened));
    }

    /// <summary>Makes the history of the track so long that it orders its tickets to stop, whatever they do just now.</summary>
    public async Task SuspendAsync()
    {
        for (var events = 0; events < 100; events++)
        {
            await SayAsync("set_limits", new { max_workers = _maxWorkers });
            await SnapshotAsync();
            if ((await Track.FetchHistoryAsync()).Events.Any(IsSuspend))
            {
                return;
            }
        }

        Assert.Fail("the track does not suspend its tickets");
    }

    /// <summary>Makes the history so long that the track continues as new: nothing of it may be at work.</summary>
    public async Task ContinueAsNewAsync()
    {
        var before = (await Track.DescribeAsync()).RunId;
        for (var events = 0; events < 100; events++)
        {
            await SayAsync("set_limits", new { max_workers = _maxWorkers });
            await SnapshotAsync();
            if ((await Track.DescribeAsync()).RunId != before)
            {
                return;
            }
        }

        Assert.Fail("the track does not continue as new");
    }

    private static bool IsSuspend(Temporalio.Api.History.V1.HistoryEvent happened) =>
        happened.SignalExternalWorkflowExecutionInitiatedEventAttributes is { SignalName: "track_orders" } orders
        && orders.Input.Payloads_[0].Data.ToStringUtf8().Contains("\"suspend\":true", StringComparison.Ordinal);

    public TicketStatus Status(TrackSnapshot snapshot, string ticket) => snapshot.Tickets.Single(t => t.Id == ticket).Status;

    /// <summary>Replays the histories of all runs of the track and of its tickets.</summary>
    public async Task ReplayAsync()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions
        {
            Namespace = client.Options.Namespace,
            DataConverter = client.Options.DataConverter,
            Interceptors = [Signing.Guard],
        }
            .AddWorkflow<TrackWorkflow>().AddWorkflow<PlanWorkflow>().AddWorkflow<TicketWorkflow>());
        foreach (var history in await HistoriesAsync())
        {
            await replayer.ReplayWorkflowAsync(history);
        }
    }

    /// <summary>The histories of all runs, those of the track first.</summary>
    public async Task<IReadOnlyList<WorkflowHistory>> HistoriesAsync()
    {
        var tracks = await ChainAsync(Track.Id, Track.ResultRunId ?? _firstRun);
        var tickets = tracks.SelectMany(h => h.Events).Select(e => e.ChildWorkflowExecutionStartedEventAttributes).OfType<Started>();
        List<WorkflowHistory> all = [.. tracks];
        foreach (var ticket in tickets)
        {
            all.AddRange(await ChainAsync(ticket.WorkflowExecution.WorkflowId, ticket.WorkflowExecution.RunId));
        }

        return all;
    }

    /// <summary>A run, and those that it continued as.</summary>
    private async Task<IReadOnlyList<WorkflowHistory>> ChainAsync(string id, string? run)
    {
        List<WorkflowHistory> chain = [];
        while (run is not null)
        {
            chain.Add(await client.GetWorkflowHandle(id, run).FetchHistoryAsync());
            run = chain[^1].Events.Last().WorkflowExecutionContinuedAsNewEventAttributes?.NewExecutionRunId;
        }

        return chain;
    }

    /// <summary>No worker until the next <see cref="Work"/>.</summary>
    public async Task StopWorkAsync()
    {
        await DisposeAsync();
        _stop = new();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _worker!;
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
    }
}
