using SlopTemporal.Domain.Notices;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary>What <c>run</c>, <c>start</c> and <c>demo</c> have in common: file to document, up, launch, watch, report.</summary>
internal sealed class RunFlow(Session session)
{
    /// <summary>Starts a track, or attaches to it, and watches it to its end.</summary>
    /// <param name="finish">What follows at its end, with its last state, and gives another exit code; null: nothing.</param>
    public async Task<int> RunAsync(
        RunOptions options, CancellationToken cancellationToken, Func<TrackEnd, Task<int>>? finish = null)
    {
        var (home, launched) = await LaunchAsync(options, cancellationToken);
        return await new WatchFlow(session, home).WatchAsync(
            launched.Document.Track.Id, launched.Document, options.AtGates, cancellationToken, finish);
    }

    /// <summary>Starts a track and prints the commands that watch it.</summary>
    public async Task<int> StartAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var (home, launched) = await LaunchAsync(options, cancellationToken);
        var track = launched.Document.Track;
        var answer = new TrackSnapshot
        {
            Id = track.Id,
            Title = track.Title,
            Status = TrackStatus.Running,
            Epoch = launched.Epoch,
            MaxWorkers = track.MaxWorkers,
            Started = DateTimeOffset.UtcNow,
            TicketCount = track.Tickets.Count,
            IsPlan = track.NeedsPlan() ? true : null,
            WebUi = home.GetWebUi(track.Id),
        };
        string[] said =
        [
            .. launched.Document.Repository is null || launched.Attached ? []
                : track.NeedsPlan() ? new[] { "tiers 1 and 2 write its tickets first; a gate shows them before they start" }
                : new[] { "its base is checked first (setup and verify); then the tickets start" },
            $"`slop watch {track.Id}` follows it, `slop status {track.Id}` shows its state",
            .. answer.WebUi is { } address ? [EndReport.WebUi(address)] : Array.Empty<string>(),
        ];
        session.Answer(answer, () => new Text(string.Join('\n', said) + "\n"));
        return ExitCode.Done;
    }

    private async Task<(ConnectedHome Home, LaunchedTrack Launched)> LaunchAsync(
        RunOptions options, CancellationToken cancellationToken)
    {
        var document = await new TrackPreparation(session).PrepareAsync(options, cancellationToken);
        var flow = new UpFlow(session.Home, session.UserSettings.Values, ProcessRunner.Shared, session.Terminal.Error);
        var up = await flow.UpAsync(cli: null, OtherWorker.Keep, cancellationToken);
        await UpCommand.TellAsync(session, up);
        ModelKeys.RequireOf(up.Worker, WorkerReady.OfRunning(session.Home)?.FindVariables(), document.AllModels());
        var notices = session.UserSettings.Values is { Notifies: true } settings ? new NoticeRules(settings.NotifyAfterMinutes) : null;
        var launch = new TrackLauncher(
            up.Home.Tracks, new ContentStore(session.Home), track => new TrackRecords(session.Home).Read(track), notices);
        var launched = await launch.LaunchAsync(document, options.IfCompleted, cancellationToken, options.KeepsOnly);
        await session.MessageWriter.WriteLineAsync(Describe(launched));
        return (up.Home, launched);
    }

    private static string Describe(LaunchedTrack launched)
    {
        var track = launched.Document.Track.Id;
        return (launched.Attached, launched.Epoch) switch
        {
            (true, _) => $"{track} is running already",
            (_, 1) => $"{track} started",
            _ => $"{track} started, run {launched.Epoch}",
        };
    }
}
