using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary>Watches a track and reports its end.</summary>
internal sealed class WatchFlow(Session session, ConnectedHome home)
{
    /// <param name="document">What it was started from; null where that is not known any more.</param>
    /// <param name="atGates">Whether to stay while it waits for a person.</param>
    /// <param name="cancellationToken">Ctrl-C: the track goes on.</param>
    /// <param name="finish">See <see cref="RunFlow.RunAsync"/>.</param>
    public async Task<int> WatchAsync(
        string track,
        TrackDocument? document,
        AtGates atGates,
        CancellationToken cancellationToken,
        Func<TrackEnd, Task<int>>? finish = null)
    {
        try
        {
            var end = await FollowAsync(track, document, atGates, cancellationToken);
            end = end with { Track = home.WithWebUi(end.Track) };
            session.AnswerOrRender(() => Answer(end), () => EndReport.Render(end, Current(end.Track, document), DateTimeOffset.UtcNow));
            return finish is null ? end.ExitCode : await finish(end);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await session.Terminal.Error.WriteLineAsync(
                $"\n{track} goes on; `slop watch {track}` follows it again, `slop cancel {track}` stops it");
            return ExitCode.Interrupted;
        }
    }

    private async Task<TrackEnd> FollowAsync(string track, TrackDocument? document, AtGates atGates, CancellationToken cancellationToken)
    {
        if (session.Json || !session.Terminal.IsLive)
        {
            return await FollowAsync(new PlainView(session.MessageWriter, TimeProvider.System), null);
        }

        var gates = session.Terminal.CanAsk && atGates == AtGates.GoOn
            ? new GatesAtTerminal(session.Terminal, session.Home, home.Tracks, state => Current(state, document))
            : null;
        while (true)
        {
            var screen = Screen.Create(session.Terminal.Out, session.Terminal.Width, live: true);
            var end = await screen.Live(new Text("")).AutoClear(true).Overflow(VerticalOverflow.Crop)
                .StartAsync(display => FollowAsync(
                    new LiveView(display, TimeProvider.System, session.Terminal.Width), gates is null ? null : gates.HasNew));
            if (gates?.HasNew(end.Track) != true)
            {
                return end;
            }

            await gates.AnswerAsync(end.Track, cancellationToken);
        }

        Task<TrackEnd> FollowAsync(ITrackView view, Func<Domain.Snapshots.TrackSnapshot, bool>? stopWhen) =>
            new TrackWatch(home.Tracks, ReadRecord, view, TrackWatch.PollInterval, TimeProvider.System)
                .FollowAsync(track, atGates, stopWhen, cancellationToken);
    }

    /// <summary>What it runs from by now: tickets may have joined it.</summary>
    private TrackDocument? Current(Domain.Snapshots.TrackSnapshot track, TrackDocument? started) =>
        KnownTracks.Document(session.Home, track.Document) ?? started;

    private Domain.Snapshots.TrackSnapshot? ReadRecord(TrackRun run) =>
        new TrackRecords(session.Home).Read(run.Track) is { } record && record.Epoch == run.Epoch ? record : null;

    /// <summary>The track as <c>status</c> has it; with the error where it failed.</summary>
    private static JsonNode Answer(TrackEnd end)
    {
        var answer = JsonSerializer.SerializeToNode(end.Track, SlopJson.Options)!;
        if (end.Failure is { } failure)
        {
            answer["error"] = JsonSerializer.SerializeToNode(
                new ErrorBody(failure.Type ?? "failed", failure.Message, $"slop status {end.Track.Id}"), SlopJson.Options);
        }

        return answer;
    }
}
