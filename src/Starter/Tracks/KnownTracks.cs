using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a home knows of tracks: the server's runs where one is up, the records on disk, and journals without a record.</summary>
internal static class KnownTracks
{
    /// <summary>Ids, newest run first, then those that are only on disk.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(SlopHome home, ConnectedHome? live, CancellationToken cancellationToken)
    {
        var running = live is null ? [] : await live.Tracks.ListAsync(cancellationToken);
        var onDisk = new TrackRecords(home).Tracks().Concat(new JournalFolders(home).Tracks());
        return [.. running.Select(r => r.Track).Concat(onDisk).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Every track.</summary>
    public static async Task<IReadOnlyList<KnownTrack>> AllAsync(SlopHome home, ConnectedHome? live, CancellationToken cancellationToken)
    {
        var ids = await IdsAsync(home, live, cancellationToken);
        var tracks = await Task.WhenAll(ids.Select(id => FindAsync(home, live, id, cancellationToken)));
        return [.. tracks.OfType<KnownTrack>()];
    }

    /// <summary>
    /// A track without a long wait: the record where its run is over, the worker where it answers within two seconds, else only why its
    /// state is not known. Null: nobody knows the track.
    /// </summary>
    public static async Task<KnownTrack?> FindAsync(
        SlopHome home, ConnectedHome? live, string track, CancellationToken cancellationToken)
    {
        var record = new TrackRecords(home).Read(track);
        var run = live is null ? null : await live.Tracks.FindAsync(track, cancellationToken);
        if (run is null || live is null)
        {
            return OnDisk(home, track, record, live is null ? UnknownTrack.ServerDown : UnknownTrack.Forgotten);
        }

        return await StateAsync(live, run, record, cancellationToken) is { } state
            ? new(live.WithWebUi(state))
            : new(null, WithoutWorker(home, live, run));
    }

    /// <summary>Its state; null where nobody can tell it just now, or nobody knows the track.</summary>
    public static async Task<TrackSnapshot?> SnapshotAsync(
        SlopHome home, ConnectedHome? live, string track, CancellationToken cancellationToken) =>
        (await FindAsync(home, live, track, cancellationToken))?.State;

    /// <summary>Why a list of tracks may lack some; null: it does not. Before the first start of a server there are none to lack.</summary>
    public static string? FindGap(SlopHome home, ConnectedHome? live, IReadOnlyList<KnownTrack> tracks) =>
        live is null && (tracks.Any(t => t.Unknown is not null) || LocalState.Load(home).Address is not null)
            ? UnknownTrack.ServerDown
            : null;

    /// <summary>The error for a track that nobody knows; while no server runs, there may be one all the same.</summary>
    public static async Task<CliError> NotFoundAsync(
        SlopHome home, ConnectedHome? live, string track, CancellationToken cancellationToken)
    {
        var known = await AllAsync(home, live, cancellationToken);
        return FindGap(home, live, known) is { } gap
            ? CliError.NotOnDisk(track, gap)
            : CliError.NoSuchTrack(track, [.. known.Select(t => t.Id)]);
    }

    /// <summary>What a track runs from, with the tickets that joined it, or ran from; null where that is not known any more.</summary>
    public static async Task<TrackDocument?> DocumentAsync(
        SlopHome home, ConnectedHome? live, TrackSnapshot track, CancellationToken cancellationToken)
    {
        var run = live is null || track.Document is not null ? null : await live.Tracks.FindAsync(track.Id, cancellationToken);
        return Document(home, track.Document ?? run?.Document);
    }

    /// <summary>The document with this hash; null: it is not here.</summary>
    public static TrackDocument? Document(SlopHome home, string? hash)
    {
        var store = new ContentStore(home);
        return hash is not null && store.Get(hash) is not null ? store.GetJson<TrackDocument>(hash) : null;
    }

    /// <summary>A run that has a journal and no record has not ended, as far as the disk knows.</summary>
    private static KnownTrack? OnDisk(SlopHome home, string track, TrackSnapshot? record, string reason)
    {
        var epoch = new JournalFolders(home).LatestEpoch(track) ?? 0;
        return epoch > (record?.Epoch ?? 0)
            ? new(null, new() { Id = track, Title = record?.Title ?? track, Epoch = epoch, Reason = reason })
            : record is null ? null : new(record);
    }

    /// <summary>Null: the worker does not answer.</summary>
    private static async Task<TrackSnapshot?> StateAsync(
        ConnectedHome live, TrackRun run, TrackSnapshot? record, CancellationToken cancellationToken)
    {
        if (!run.IsOpen && record?.Epoch == run.Epoch)
        {
            return run.ToFinalSnapshot(record, failure: null);
        }

        TrackSnapshot? answer;
        try
        {
            answer = run.IsOpen
                ? await LiveTickets.ReadAsync(live.Tracks, run.Track, cancellationToken)
                : await live.Tracks.SnapshotAsync(run.Track, cancellationToken);
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            answer = null;
        }

        return run.IsOpen
            ? answer
            : run.ToFinalSnapshot(answer, run.HasFailed ? await live.Tracks.FailureAsync(run.Track, cancellationToken) : null);
    }

    private static UnknownTrack WithoutWorker(SlopHome home, ConnectedHome live, TrackRun run) => new()
    {
        Id = run.Track,
        Title = Document(home, run.Document)?.Track.Title is { Length: > 0 } title ? title : run.Track,
        Reason = UnknownTrack.WorkerSilent,
        Epoch = run.Epoch,
        Started = run.Started,
        WebUi = live.GetWebUi(run.Track),
    };
}
