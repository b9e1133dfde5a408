using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a home knows of tracks: the server's runs where one is up, and the records on disk.</summary>
internal static class KnownTracks
{
    /// <summary>Ids, newest run first, then those that only the records know.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(SlopHome home, ConnectedHome? live, CancellationToken cancellationToken)
    {
        var running = live is null ? [] : await live.Tracks.ListAsync(cancellationToken);
        return [.. running.Select(r => r.Track).Concat(new TrackRecords(home).Tracks()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every track with its status.</summary>
    public static async Task<TrackListAnswer> ListAsync(SlopHome home, ConnectedHome? live, CancellationToken cancellationToken) =>
        new([.. (await SnapshotsAsync(home, live, cancellationToken)).Select(Line)]);

    /// <summary>The state of every track.</summary>
    public static async Task<IReadOnlyList<TrackSnapshot>> SnapshotsAsync(
        SlopHome home, ConnectedHome? live, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(home, live, cancellationToken);
        var snapshots = await Task.WhenAll(ids.Select(id => SnapshotAsync(home, live, id, cancellationToken)));
        return [.. snapshots.OfType<TrackSnapshot>()];
    }

    /// <summary>
    /// The state of a track without a long wait: the record where its run is over, the worker where it answers within two seconds, else
    /// what the server knows by itself. Null: nobody knows the track.
    /// </summary>
    public static async Task<TrackSnapshot?> SnapshotAsync(
        SlopHome home, ConnectedHome? live, string track, CancellationToken cancellationToken)
    {
        var record = new TrackRecords(home).Read(track);
        var run = live is null ? null : await live.Tracks.FindAsync(track, cancellationToken);
        return run is null || live is null ? record : live.WithWebUi(await StateAsync(live, run, record, cancellationToken));
    }

    /// <summary>What a track runs from, or ran from; null where that is not known any more.</summary>
    public static async Task<TrackDocument?> DocumentAsync(
        SlopHome home, ConnectedHome? live, string track, CancellationToken cancellationToken)
    {
        var run = live is null ? null : await live.Tracks.FindAsync(track, cancellationToken);
        var store = new ContentStore(home);
        return run?.Document is { } hash && store.Get(hash) is not null ? store.GetJson<TrackDocument>(hash) : null;
    }

    private static async Task<TrackSnapshot> StateAsync(
        ConnectedHome live, TrackRun run, TrackSnapshot? record, CancellationToken cancellationToken)
    {
        if (!run.IsOpen && record?.Epoch == run.Epoch)
        {
            return run.ToFinalSnapshot(record, failure: null);
        }

        TrackSnapshot? answer;
        try
        {
            answer = await live.Tracks.SnapshotAsync(run.Track, cancellationToken);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            answer = null;
        }

        return !run.IsOpen
            ? run.ToFinalSnapshot(answer, run.HasFailed ? await live.Tracks.FailureAsync(run.Track, cancellationToken) : null)
            : answer ?? WithoutWorker(run);
    }

    private static TrackSnapshot WithoutWorker(TrackRun run) =>
        new()
        {
            Id = run.Track,
            Title = run.Track,
            Status = TrackStatus.Running,
            Reason = "the worker does not answer; `slop up` starts it",
            Epoch = run.Epoch,
            Started = run.Started,
        };

    private static TrackListLine Line(TrackSnapshot track) => new(
        track.Id,
        track.Title,
        track.Status,
        track.Ended is null ? track.Gates.Count + track.Tickets.Count(t => t.Status is TicketStatus.Blocked or TicketStatus.Waiting) : 0,
        track.Usage.Values.Sum(u => u.Usd));
}
