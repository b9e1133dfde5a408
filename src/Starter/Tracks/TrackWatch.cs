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
/// <param name="time">Says how long nobody has answered.</param>
internal sealed class TrackWatch(
    ITrackSource client, Func<TrackRun, TrackSnapshot?> records, ITrackView view, TimeSpan pause, TimeProvider time)
{
    /// <summary>Time between two reads: short enough for somebody who watches.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    /// <summary>How long somebody who does not stay at gates waits for an answer: longer than a restart takes.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Equal reads that prove a wait: in the first ones a decision that was taken may be on its way to its ticket.</summary>
    private const int ReadsOfAWait = 4;

    private TrackSnapshot? _last;
    private string? _trouble;
    private long _troubleSince;
    private string _wait = "";
    private int _reads;

    /// <param name="atGates">Whether to stay while it waits for a person.</param>
    /// <param name="stopWhen">What ends it as well, such as a gate that a person can answer here; null: nothing.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<TrackEnd> FollowAsync(
        string track, AtGates atGates, Func<TrackSnapshot, bool>? stopWhen, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryReadAsync(track, cancellationToken) is var (end, isOpen))
            {
                if (!isOpen || StopsWatching(end.Track, atGates) || stopWhen?.Invoke(end.Track) == true)
                {
                    return end;
                }
            }
            else if (atGates == AtGates.End && time.GetElapsedTime(_troubleSince) > LongestSilence)
            {
                throw CliError.NobodyAnswers(track, _trouble!);
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>A track that calls itself completed or cancelled while it is open still cleans up.</summary>
    private bool StopsWatching(TrackSnapshot track, AtGates atGates) => track.Status == TrackStatus.Blocked
        || (track.Status is TrackStatus.Waiting or TrackStatus.Paused && atGates == AtGates.End && IsLasting(track));

    private bool IsLasting(TrackSnapshot track)
    {
        var wait = string.Join('\n', track.Gates.Select(gate => $"{gate.Id} {gate.Hash}").Prepend($"{track.Status}"));
        (_wait, _reads) = (wait, wait == _wait ? _reads + 1 : 1);
        return _reads >= ReadsOfAWait;
    }

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
            ReportTrouble(run is null ? "the server does not answer" : "the worker does not answer");
            _reads = 0;
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
            view.ShowMessage(now is null ? "it answers again" : $"{now}; trying again (`slop up` starts it)");
            _troubleSince = _trouble is null ? time.GetTimestamp() : _troubleSince;
            _trouble = now;
        }
    }
}
