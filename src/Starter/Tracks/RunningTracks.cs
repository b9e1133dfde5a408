using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Which running track a person means: named, or the only one that fits.</summary>
internal sealed class RunningTracks(Session session, ConnectedHome home)
{
    /// <summary>The newest run of a track.</summary>
    /// <exception cref="CliError">There is none; the message names those that are known.</exception>
    public async Task<TrackRun> FindAsync(string track, CancellationToken cancellationToken) =>
        await home.Tracks.FindAsync(track, cancellationToken)
        ?? throw CliError.NoSuchTrack(track, await KnownTracks.IdsAsync(session.Home, home, cancellationToken));

    /// <summary>The named track, else the only one that runs.</summary>
    /// <exception cref="CliError">It is over or unknown, or more than one could be meant.</exception>
    public async Task<string> SelectAsync(string? named, CancellationToken cancellationToken)
    {
        if (named is not null)
        {
            var run = await FindAsync(named, cancellationToken);
            return run.IsOpen ? named : throw CliError.NotRunning(named, await EndAsync(named, run, cancellationToken));
        }

        return Single(await OpenAsync(cancellationToken), "the track");
    }

    /// <summary><c>ticket</c>, or <c>track ticket</c>.</summary>
    public async Task<(string Track, string Ticket)> SelectTicketAsync(IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        words is [var track, var ticket]
            ? (await SelectAsync(track, cancellationToken), ticket)
            : (await FindTrackWithAsync($"the ticket {words[0]}", s => s.Tickets.Any(t => t.Id == words[0]), cancellationToken), words[0]);

    /// <summary>Nothing, <c>gate</c>, <c>track</c>, or <c>track gate</c>; no gate: the only open one is meant.</summary>
    public async Task<(string Track, string? Gate)> SelectGateAsync(IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        words switch
        {
            [] => (await SelectAsync(null, cancellationToken), null),
            [var gate] when Gate.IsId(gate) =>
                (await FindTrackWithAsync($"the gate {gate}", s => s.Gates.Any(g => g.Id == gate), cancellationToken), gate),
            [var track] => (await SelectAsync(track, cancellationToken), null),
            [var track, var gate, ..] => (await SelectAsync(track, cancellationToken), gate),
        };

    /// <summary>Where several tracks run, the one that matches what was named.</summary>
    private async Task<string> FindTrackWithAsync(string what, Func<TrackSnapshot, bool> matches, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(cancellationToken);
        if (open.Count < 2)
        {
            return Single(open, what);
        }

        var states = await Task.WhenAll(open.Select(id => KnownTracks.SnapshotAsync(session.Home, home, id, cancellationToken)));
        var matching = states.OfType<TrackSnapshot>().Where(matches).Select(s => s.Id).ToList();
        return Single(matching.Count == 0 ? open : matching, what);
    }

    /// <summary>How it ended, as <c>status</c> says it: for the server a track that was closed while it was blocked is completed.</summary>
    private async Task<string> EndAsync(string track, TrackRun run, CancellationToken cancellationToken) =>
        Format.Word((await KnownTracks.SnapshotAsync(session.Home, home, track, cancellationToken))?.Status
            ?? run.ToFinalSnapshot(null, null).Status);

    private static string Single(IReadOnlyList<string> candidates, string what) => candidates switch
    {
        [] => throw CliError.NothingRuns(),
        [var only] => only,
        _ => throw CliError.WhichTrack(what, candidates),
    };

    private async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await home.Tracks.ListAsync(cancellationToken)).Where(r => r.IsOpen).Select(r => r.Track)];
}
