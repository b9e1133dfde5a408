using SlopTemporal.Domain.Snapshots;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What tickets say of themselves is newer than what their track has heard.</summary>
internal static class LiveTickets
{
    /// <summary>The track with live tickets in place of those that it has at work.</summary>
    public static TrackSnapshot WithLiveTickets(this TrackSnapshot track, IEnumerable<TicketSnapshot> live)
    {
        var newer = live.ToDictionary(t => t.Id, StringComparer.Ordinal);
        var tickets = track.Tickets.Select(
            t => newer.TryGetValue(t.Id, out var said) ? said with { Status = t.Status, Started = t.Started ?? said.Started } : t);
        return newer.Count == 0 ? track : track with { Tickets = [.. tickets] };
    }
}
