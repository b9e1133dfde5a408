using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Where the progress of a watched track is shown.</summary>
internal interface ITrackView
{
    void Show(TrackSnapshot track);

    /// <summary>A line beside the progress, such as a lost connection.</summary>
    void Say(string line);
}

/// <summary>Whether watching goes on while a track waits for a person.</summary>
internal enum AtGates
{
    GoOn,
    End,
}

/// <summary>Follows a track to its end, through restarts of server and worker.</summary>
internal sealed class TrackWatch(TrackClient client, Func<TrackRun, TrackSnapshot?> records, ITrackView view)
{
    /// <summary>Most tickets asked for their live state in one go.</summary>
    private const int MostLive = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private TrackSnapshot? _last;
    private string? _trouble;

    public async Task<TrackEnd> FollowAsync(string track, AtGates atGates, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryLookAsync(track, cancellationToken) is { } end && Ends(end, atGates))
            {
                return end;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static bool Ends(TrackEnd end, AtGates atGates) => end.Track.Status switch
    {
        TrackStatus.Blocked => true,
        TrackStatus.Waiting => atGates == AtGates.End,
        // How it ended is known for sure, and on record, only once it is closed.
        _ => !end.IsOpen,
    };

    private async Task<TrackEnd?> TryLookAsync(string track, CancellationToken cancellationToken)
    {
        TrackRun? run = null;
        try
        {
            run = await client.FindAsync(track, cancellationToken) ?? throw CliError.NoSuchTrack(track, []);
            var end = run.IsOpen ? new(await LiveAsync(track, cancellationToken)) { IsOpen = true } : await ClosedAsync(run, cancellationToken);
            Trouble(null);
            _last = end.Track;
            view.Show(end.Track);
            return end;
        }
        catch (Exception e) when (TrackClient.NoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            Trouble(run is null ? "the server does not answer; trying again" : "the worker does not answer; trying again (`slop up` starts it)");
            return null;
        }
    }

    private async Task<TrackSnapshot> LiveAsync(string track, CancellationToken cancellationToken)
    {
        var snapshot = await client.SnapshotAsync(track, cancellationToken);
        var atWork = snapshot.Tickets.Where(t => t.Status == TicketStatus.InProgress).Take(MostLive);
        var live = await Task.WhenAll(atWork.Select(t => client.TicketAsync(track, t.Id, cancellationToken)));
        return snapshot.With(live.OfType<TicketSnapshot>());
    }

    /// <summary>The record on disk says most; without it the worker is asked, and in the end what was seen last has to do.</summary>
    private async Task<TrackEnd> ClosedAsync(TrackRun run, CancellationToken cancellationToken)
    {
        var failure = run.Status == WorkflowExecutionStatus.Failed ? await client.FailureAsync(run.Track, cancellationToken) : null;
        var known = records(run) ?? await AskAsync(run.Track, cancellationToken) ?? _last ?? Unknown(run);
        return new(known with { Status = StatusOf(run, known), Reason = failure?.Message ?? known.Reason, Ended = known.Ended ?? run.Closed }, failure);
    }

    private async Task<TrackSnapshot?> AskAsync(string track, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SnapshotAsync(track, cancellationToken);
        }
        catch (Exception e) when (TrackClient.NoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static TrackStatus StatusOf(TrackRun run, TrackSnapshot known) => run.Status switch
    {
        WorkflowExecutionStatus.Completed => known.Status == TrackStatus.Blocked ? TrackStatus.Blocked : TrackStatus.Completed,
        WorkflowExecutionStatus.Canceled => TrackStatus.Cancelled,
        _ => TrackStatus.Failed,
    };

    private static TrackSnapshot Unknown(TrackRun run) => new() { Id = run.Track, Title = run.Track, Status = TrackStatus.Failed, Epoch = run.Epoch, Started = run.Started };

    private void Trouble(string? now)
    {
        if (now != _trouble)
        {
            view.Say(now ?? "it answers again");
            _trouble = now;
        }
    }
}
