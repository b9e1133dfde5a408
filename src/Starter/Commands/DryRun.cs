using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>--dry-run</c>: what would happen and about what it would cost, or why it would not; nothing started or written.</summary>
internal static class DryRun
{
    public static async Task<int> ShowAsync(Session session, RunOptions options, CancellationToken cancellationToken)
    {
        var document = await new TrackPreparation(session, PreparedFor.DryRun).PrepareAsync(options, cancellationToken);
        RequireWorker(session, document);
        if (await FindRunAsync(session, document, options.IfCompleted, cancellationToken) is { } note)
        {
            await session.Terminal.Error.WriteLineAsync(note);
        }

        Answer(session, Path.GetDirectoryName(session.Terminal.FullPath(options.File))!, document);
        return ExitCode.Done;
    }

    /// <summary>A worker that was started in another way is used as it is; one of ours gets what it lacks.</summary>
    private static void RequireWorker(Session session, TrackDocument document)
    {
        if (new WorkerProcess(session.Home, ProcessRunner.Shared).Foreign is { } foreign)
        {
            ModelKeys.RequireOf(foreign, WorkerReady.OfRunning(session.Home)?.FindVariables(), document.AllModels());
        }
    }

    /// <summary>Asks the server if one is up, else the records: what a person has to know of a run that there is already.</summary>
    private static async Task<string?> FindRunAsync(
        Session session, TrackDocument document, IfCompleted ifCompleted, CancellationToken cancellationToken)
    {
        var (track, records) = (document.Track.Id, new TrackRecords(session.Home));
        var connection = new TemporalConnection(session.UserSettings.Values, session.Home);
        if (connection.FindAddress(LocalState.Load(session.Home)) is not { } address)
        {
            var record = records.Read(track);
            var next = TrackLauncher.NextEpoch(track, run: null, record, ifCompleted);
            return new JournalFolders(session.Home).LatestEpoch(track) >= next
                ? $"a run of {track} is recorded without an end; while no server runs, it is not known whether it still runs"
                : null;
        }

        // No queue: a dry run starts nothing, and the home's id is made where it is asked for.
        var client = new TrackClient(await connection.ConnectAsync(address, cancellationToken), taskQueue: "");
        var launcher = new TrackLauncher(client, new ContentStore(session.Home), records.Read, notices: null);
        var found = await launcher.CheckAsync(document, ifCompleted, cancellationToken);
        return found.Attached ? $"{track} is running already: nothing would be started" : null;
    }

    private static void Answer(Session session, string folder, TrackDocument document)
    {
        var track = document.Track;
        var models = document.Ladder.Select(m => m.ToString()).ToList();
        var cost = track.NeedsPlan() ? null : Cost(session, folder, document);
        if (session.Json)
        {
            session.AnswerJson(
                new DryRunAnswer(track.Id, track.MaxWorkers, GraphAnswer.ListWaves(track), models, TrackCommands.All(track), cost));
            return;
        }

        session.Terminal.Out.WriteLine(
            $"{(cost is null ? Plan(document) : TrackDrawing.Text(track))}\n\nmodels   {string.Join(" -> ", models)}\n"
            + $"cost     {(cost is null ? "not known before there are tickets" : CostLine.Text(cost))}");
        foreach (var command in TrackCommands.All(track))
        {
            session.Terminal.Out.WriteLine($"command  {SafeText.Line(command)}");
        }
    }

    private static string Plan(TrackDocument document)
    {
        string Models(int tier) => string.Join(" -> ", document.ModelsOf(tier).Ladder);
        return $"{SafeText.Line(document.Track.Id)} has no tickets yet: tier 1 ({Models(Tier.Planner)}) reads the repository, "
            + $"tier 2 ({Models(Tier.Lead)}) writes them, and "
            + (document.Track.Approvals.Plan == GatePolicy.Auto ? "they start" : "you read them before they start");
    }

    private static CostForecast Cost(Session session, string folder, TrackDocument document)
    {
        var sizes = new FileSizes(document.Repository ?? folder);
        var today = DateOnly.FromDateTime(session.Terminal.Time.GetUtcNow().UtcDateTime);
        return CostForecast.For(document.Track, document.Ladder, session.UserSettings.Values.Catalogue, today, sizes.Get);
    }
}

/// <summary>The shape of <c>--dry-run --json</c>.</summary>
/// <param name="Cost">An estimate, in US dollars; null: the tickets are still to be planned.</param>
internal sealed record DryRunAnswer(
    string Id,
    int MaxWorkers,
    IReadOnlyList<IReadOnlyList<string>> Waves,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Commands,
    CostForecast? Cost);
