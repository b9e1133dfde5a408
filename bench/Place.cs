using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Server;
using SlopTemporal.Workflows;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace SlopTemporal.Bench;

/// <summary>What one shape cost: events and bytes are those of the parent's and the children's histories together, a ticket.</summary>
internal sealed record Cost(string Name, TimeSpan Wall, double EventsATicket, double BytesATicket);

/// <summary>How a place writes what it sends to the server.</summary>
internal enum SlopPayloads
{
    Plain,
    Signed,
    Encrypted,
}

/// <summary>A home of its own with the local server as `slop up` starts it, and a worker in this process.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly SlopHome _home;
    private readonly TemporalClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _working;

    private Place(SlopHome home, TemporalClient client)
    {
        (_home, _client) = (home, client);
        _working = WorkAsync();
    }

    public SlopHome Home => _home;

    public static async Task<Place> OpenAsync(SlopPayloads payloads)
    {
        var home = new SlopHome(Directory.CreateTempSubdirectory("slop-bench-").FullName);
        var server = await new LocalServer(home, ProcessRunner.Shared).EnsureAsync(cli: null, CancellationToken.None);
        while (true)
        {
            try
            {
                var converter = payloads == SlopPayloads.Plain
                    ? SlopDataConverter.Plain
                    : SlopDataConverter.Signing(PayloadKeyFile.Ring(home), "default", () => payloads == SlopPayloads.Encrypted);
                return new(home, await TemporalClient.ConnectAsync(new(server.Address!) { DataConverter = converter }));
            }
            catch (InvalidOperationException)
            {
                // It accepts connections a moment before it answers.
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Compiles what the measured runs use.</summary>
    public async Task WarmUpAsync()
    {
        await BareAsync(16, 16);
        await TrackAsync(16, 16);
    }

    public async Task<Cost> BareAsync(int tickets, int atOnce)
    {
        var id = $"bare-{Guid.NewGuid():N}";
        var watch = Stopwatch.StartNew();
        var handle = await _client.StartWorkflowAsync((ImplicitRun w) => w.RunAsync(tickets, atOnce), new(id, _home.TaskQueue));
        await handle.GetResultAsync();
        return await CostAsync("bare child with one activity", watch.Elapsed, id, Enumerable.Range(0, tickets).Select(n => $"{id}/{n}"));
    }

    public async Task<Cost> TrackAsync(int tickets, int atOnce)
    {
        var list = Enumerable.Range(0, tickets).Select(
            n => new Ticket { Id = $"ticket-{n:000}", Description = "Say that you are done." });
        var track = new Track { Id = $"t{Guid.NewGuid():N}"[..12], MaxWorkers = atOnce, Tickets = [.. list] };
        var watch = Stopwatch.StartNew();
        await RunAsync(new() { Track = track }, script: "{}");
        var runs = track.Tickets.Select(t => WorkflowIds.Ticket(track.Id, t.Id));
        return await CostAsync("text-only track, no-op tickets", watch.Elapsed, WorkflowIds.Track(track.Id), runs);
    }

    /// <summary>A track from its start to its end, with the scripted model.</summary>
    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public async Task RunAsync(TrackDocument document, string script)
    {
        var store = new ContentStore(_home);
        document = document with { Script = store.Put(script), Ladder = Ladder.Scripted };
        var input = TrackInput.From(document, store.PutJson(document), epoch: 1, searchAttributes: true);
        var handle = await _client.StartWorkflowAsync((TrackWorkflow w) => w.RunAsync(input), TrackStart.Options(input, _home.TaskQueue));
        var end = await handle.GetResultAsync();
        if (end.Status != TrackStatus.Completed)
        {
            throw new InvalidOperationException($"track {document.Track.Id} ended as {end.Status}: {end.Reason}");
        }
    }

    /// <summary>The history of a workflow that has ended.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string workflow) =>
        [.. (await _client.GetWorkflowHandle(workflow).FetchHistoryAsync()).Events];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _working;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _stop.Dispose();
        await new LocalServer(_home, ProcessRunner.Shared).StopAsync(CancellationToken.None);
        Directory.Delete(_home.Root, recursive: true);
    }

    private async Task<Cost> CostAsync(string name, TimeSpan wall, string parent, IEnumerable<string> children)
    {
        long events = 0, bytes = 0;
        var tickets = 0;
        foreach (var id in children.Prepend(parent))
        {
            var history = await _client.GetWorkflowHandle(id).FetchHistoryAsync();
            events += history.Events.Count;
            bytes += history.Events.Sum(e => e.CalculateSize());
            tickets++;
        }

        return new(name, wall, (double)events / (tickets - 1), (double)bytes / (tickets - 1));
    }

    private async Task WorkAsync()
    {
        await using var services = new ServiceCollection().AddLogging().AddSlopActivities(_home).BuildServiceProvider();
        var options = new TemporalWorkerOptions(_home.TaskQueue) { Tuner = WorkerTuner.CreateFixedSize(20, 64, 1) };
        foreach (var type in ActivitiesServiceCollectionExtensions.ActivityTypes)
        {
            options.AddAllActivities(type, services.GetRequiredService(type));
        }

        options.AddActivity(NoOp.DoAsync)
            .AddWorkflow<ImplicitRun>()
            .AddWorkflow<BareTicket>()
            .AddWorkflow<TrackWorkflow>()
            .AddWorkflow<TicketWorkflow>();
        using var worker = new TemporalWorker(_client, options);
        await worker.ExecuteAsync(_stop.Token);
    }
}
