using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Where the progress of a watched track is shown.</summary>
internal interface ITrackView
{
    void Show(TrackSnapshot track);

    /// <summary>Shows a message next to the progress, such as a lost connection.</summary>
    void ShowMessage(string line);
}

/// <summary>Whether watching goes on while a track waits for a person.</summary>
internal enum AtGates
{
    GoOn,
    End,
}

/// <summary>Follows a track to its end, through restarts of server and worker.</summary>
/// <param name="client">Where the state of the track comes from.</param>
/// <param name="records">The record of a run that is over, if it was written.</param>
/// <param name="view">Where the progress is shown.</param>
/// <param name="pause">Time between two reads.</param>
internal sealed class TrackWatch(ITrackSource client, Func<TrackRun, TrackSnapshot?> records, ITrackView view, TimeSpan pause)
{
    /// <summary>Time between two reads: short enough for somebody who watches.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    private TrackSnapshot? _last;
    private string? _trouble;

    /// <param name="atGates">Whether to stay while it waits for a person.</param>
    /// <param name="stopWhen">What ends it as well, such as a gate that a person can answer here; null: nothing.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<TrackEnd> FollowAsync(
        string track, AtGates atGates, Func<TrackSnapshot, bool>? stopWhen, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryReadAsync(track, cancellationToken) is var (end, isOpen)
                && (!isOpen || StopsWatching(end.Track.Status, atGates) || stopWhen?.Invoke(end.Track) == true))
            {
                return end;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>A track that calls itself completed or cancelled while it is open still cleans up.</summary>
    private static bool StopsWatching(TrackStatus status, AtGates atGates) =>
        status == TrackStatus.Blocked || (status is TrackStatus.Waiting or TrackStatus.Paused && atGates == AtGates.End);

    private async Task<(TrackEnd End, bool IsOpen)?> TryReadAsync(string track, CancellationToken cancellationToken)
    {
        TrackRun? run = null;
        try
        {
            run = await client.FindAsync(track, cancellationToken) ?? throw CliError.NoSuchTrack(track, []);
            var end = run.IsOpen
                ? new(await LiveTickets.ReadAsync(client, track, cancellationToken))
                : await ClosedAsync(run, cancellationToken);
            ReportTrouble(null);
            _last = end.Track;
            view.Show(end.Track);
            return (end, run.IsOpen);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            ReportTrouble(run is null
                ? "the server does not answer; trying again"
                : "the worker does not answer; trying again (`slop up` starts it)");
            return null;
        }
    }

    /// <summary>
    /// The record on disk says most; without it the worker is asked, and without an answer the last state that was seen is used.
    /// </summary>
    private async Task<TrackEnd> ClosedAsync(TrackRun run, CancellationToken cancellationToken)
    {
        var failure = run.HasFailed ? await client.FailureAsync(run.Track, cancellationToken) : null;
        return new(run.ToFinalSnapshot(records(run) ?? await AskAsync(run.Track, cancellationToken) ?? _last, failure), failure);
    }

    private async Task<TrackSnapshot?> AskAsync(string track, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SnapshotAsync(track, cancellationToken);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void ReportTrouble(string? now)
    {
        if (now != _trouble)
        {
            view.ShowMessage(now ?? "it answers again");
            _trouble = now;
        }
    }
}
