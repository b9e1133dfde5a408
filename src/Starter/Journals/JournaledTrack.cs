using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Journals;

/// <summary>The newest run of a track as it lies on disk, with what server or records know of it: the journal needs neither.</summary>
internal sealed record JournaledTrack
{
    public required string Id { get; init; }

    public required int Epoch { get; init; }

    public required RunFolder Run { get; init; }

    /// <summary>The state as <c>status</c> gives it; null where nobody can tell it just now.</summary>
    public TrackSnapshot? Snapshot { get; init; }

    /// <summary>Null: no server answers.</summary>
    public ConnectedHome? Live { get; init; }

    /// <summary>The tickets that are known, in file order; those that only the journal knows last.</summary>
    public IReadOnlyList<string> Tickets =>
        [.. (Snapshot?.Tickets ?? []).Select(t => t.Id).Concat(Run.Tickets()).Distinct(StringComparer.Ordinal)];

    /// <exception cref="CliError">There is no such track; the message names those that are known.</exception>
    public static async Task<JournaledTrack> FindAsync(Session session, string track, CancellationToken cancellationToken)
    {
        var live = await TryConnectAsync(session, cancellationToken);
        var folders = new JournalFolders(session.Home);
        var found = await TryAskAsync(() => KnownTracks.FindAsync(session.Home, live, track, cancellationToken), cancellationToken);
        var snapshot = found is null ? new TrackRecords(session.Home).Read(track) : found.State;
        var epoch = Math.Max(found?.Epoch ?? snapshot?.Epoch ?? 0, folders.LatestEpoch(track) ?? 0);
        if (epoch == 0)
        {
            var known = await TryAskAsync<IReadOnlyList<string>>(
                async () => await KnownTracks.IdsAsync(session.Home, live, cancellationToken), cancellationToken) ?? [];
            throw CliError.NoSuchTrack(track, [.. known.Concat(folders.Tracks()).Distinct(StringComparer.Ordinal)]);
        }

        // The record of an earlier run says nothing of this one.
        return new()
        {
            Id = track,
            Epoch = epoch,
            Run = folders.Run(track, epoch),
            Snapshot = snapshot?.Epoch == epoch ? snapshot : null,
            Live = live,
        };
    }

    /// <summary>The id, if the track has such a ticket.</summary>
    /// <exception cref="CliError">There is no such ticket; the message names those that are known.</exception>
    public string RequireTicket(string id) =>
        Tickets.Contains(id, StringComparer.Ordinal) ? id : throw CliError.NoSuchTicket(Id, id, Tickets);

    /// <summary>What the track knows of a ticket; null: nothing.</summary>
    public TicketSnapshot? FindSnapshot(string ticket) => Snapshot?.Tickets.FirstOrDefault(t => t.Id == ticket);

    /// <summary>What it runs from, or ran from; null where nobody can tell it just now.</summary>
    public Task<TrackDocument?> DocumentAsync(SlopHome home, CancellationToken cancellationToken) => Snapshot is { } known
        ? TryAskAsync(() => KnownTracks.DocumentAsync(home, Live, known, cancellationToken), cancellationToken)
        : Task.FromResult<TrackDocument?>(null);

    /// <summary>True if nothing more comes. A run that was terminated by hand leaves no record; only the server tells its end.</summary>
    public async Task<bool> IsOverAsync(SlopHome home, CancellationToken cancellationToken) =>
        new TrackRecords(home).IsClosed(Id, Epoch)
        || (Live is { } live
            && await TryAskAsync(() => live.Tracks.FindAsync(Id, cancellationToken), cancellationToken) is { } run
            && (!run.IsOpen || run.Epoch > Epoch));

    private static async Task<ConnectedHome?> TryConnectAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return await ConnectedHome.FindAsync(session, cancellationToken);
        }
        catch (CliError)
        {
            return null;
        }
    }

    private static async Task<T?> TryAskAsync<T>(Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (TrackClient.IsNoAnswer(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
