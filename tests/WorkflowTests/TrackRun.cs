using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Worker;
using EventType = Temporalio.Api.Enums.V1.EventType;

namespace SlopTemporal.WorkflowTests;

/// <summary>One track on the real server with a world of its own; every history that it leaves must replay.</summary>
internal sealed class TrackRun(ITemporalClient client, FakeWorld world) : IAsyncDisposable
{
    private readonly string _queue = $"test-{Guid.NewGuid():N}";
    private CancellationTokenSource _stop = new();
    private Task? _worker;

    public string Id { get; } = $"t{Guid.NewGuid():N}"[..12];

    public WorkflowHandle<TrackWorkflow, TrackSnapshot> Track { get; private set; } = null!;

    public ITemporalClient Client => client;

    public async Task StartAsync(int maxWorkers, Func<TrackInput, TrackInput>? change, params GraphTicket[] graph)
    {
        Work();
        var input = new TrackInput { Run = new TrackScope("document", Id, 1), Title = Id, Graph = graph, MaxWorkers = maxWorkers, Rungs = 3, SearchAttributes = true };
        input = change is null ? input : change(input);
        Track = await client.StartWorkflowAsync((TrackWorkflow w) => w.RunAsync(input), TrackStart.Options(input, _queue));
    }

    public Task StartAsync(params GraphTicket[] graph) => StartAsync(4, null, graph);

    /// <summary>Runs a worker without a cache: every workflow task replays the whole history.</summary>
    public void Work()
    {
        var options = new TemporalWorkerOptions(_queue)
        {
            MaxCachedWorkflows = 0,
            // Cancels reach an activity with its heartbeats.
            MaxHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(200),
            DefaultHeartbeatThrottleInterval = TimeSpan.FromMilliseconds(200),
        };
        options.AddAllActivities(world).AddWorkflow<TrackWorkflow>().AddWorkflow<TicketWorkflow>();
        var worker = new TemporalWorker(client, options);
        _worker = Task.Run(() => worker.ExecuteAsync(_stop.Token));
    }

    public WorkflowHandle<TicketWorkflow> Ticket(string ticket) => client.GetWorkflowHandle<TicketWorkflow>(WorkflowIds.Ticket(Id, ticket));

    /// <summary>As a person sends it: by name, with one JSON value or none.</summary>
    public Task SayAsync(string signal, params object[] input) => Track.SignalAsync(signal, input);

    /// <summary>Waits until so many gates are open.</summary>
    public async Task<IReadOnlyList<Gate>> GatesAsync(int count = 1) => (await UntilAsync(s => s.Gates.Count == count)).Gates;

    public Task<TrackSnapshot> SnapshotAsync() => Track.QueryAsync(w => w.Snapshot(0));

    /// <summary>Polls the snapshot: there is no other way to see a workflow from outside.</summary>
    public async Task<TrackSnapshot> UntilAsync(Func<TrackSnapshot, bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var snapshot = await SnapshotAsync();
            if (holds(snapshot))
            {
                return snapshot;
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Polls a ticket's history: no worker is needed for it.</summary>
    public async Task RecordedAsync(string ticket, EventType happened)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Ticket(ticket).FetchHistoryAsync()).Events.All(e => e.EventType != happened))
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public TicketStatus Status(TrackSnapshot snapshot, string ticket) => snapshot.Tickets.Single(t => t.Id == ticket).Status;

    /// <summary>Replays the track's and its tickets' histories.</summary>
    public async Task ReplayAsync()
    {
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions { DataConverter = SlopDataConverter.Instance }
            .AddWorkflow<TrackWorkflow>().AddWorkflow<TicketWorkflow>());
        await replayer.ReplayWorkflowAsync(await Track.FetchHistoryAsync());
        foreach (var ticket in (await SnapshotAsync()).Tickets.Where(t => t.Attempt > 0))
        {
            await replayer.ReplayWorkflowAsync(await Ticket(ticket.Id).FetchHistoryAsync());
        }
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
