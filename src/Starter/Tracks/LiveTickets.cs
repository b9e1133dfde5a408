using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What tickets say of themselves is newer than what their track has heard.</summary>
internal static class LiveTickets
{
    /// <summary>Maximum number of tickets that are asked for their live state at once.</summary>
    private const int MaxLive = 16;

    /// <summary>The state of a running track as it is this moment, with what its tickets at work have used by now.</summary>
    public static async Task<TrackSnapshot> ReadAsync(ITrackSource source, string track, CancellationToken cancellationToken)
    {
        var snapshot = await source.SnapshotAsync(track, cancellationToken);
        var atWork = snapshot.Tickets.Where(t => t.Status == TicketStatus.InProgress).Take(MaxLive);
        var live = await Task.WhenAll(atWork.Select(t => source.TicketAsync(track, t.Id, cancellationToken)));
        return snapshot.WithLiveTickets(live.OfType<TicketSnapshot>());
    }

    /// <summary>The track with live tickets in place of those that it has at work.</summary>
    internal static TrackSnapshot WithLiveTickets(this TrackSnapshot track, IEnumerable<TicketSnapshot> live)
    {
        var newer = live.ToDictionary(t => t.Id, StringComparer.Ordinal);
        var tickets = track.Tickets.Select(t => newer.TryGetValue(t.Id, out var said) ? Merge(t, said) : t).ToList();
        return newer.Count == 0
            ? track
            : track with { Tickets = tickets, Usage = TierUsage.ByTier((track.OwnUsage ?? []).Concat(tickets.SelectMany(t => t.Usage))) };
    }

    // A run that has only just begun may not answer yet, but the one before it.
    private static TicketSnapshot Merge(TicketSnapshot known, TicketSnapshot said) => said.Attempt < known.Attempt
        ? known with { EarlierUsage = null }
        : said with
        {
            Status = known.Status,
            Started = known.Started ?? said.Started,
            Usage = AttemptPolicy.AddUsage(known.EarlierUsage ?? [], said.Usage),
        };
}
