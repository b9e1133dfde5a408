using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;

namespace SlopTemporal.Starter.Journals;

/// <summary>A track with a line for each attempt: the shape of <c>slop show &lt;track&gt; --json</c>.</summary>
/// <param name="Snapshot">As <c>status</c> gives it; null where nobody can tell it just now.</param>
internal sealed record TrackOverview(string Track, TrackSnapshot? Snapshot, IReadOnlyList<TicketOverview> Tickets)
{
    public static TrackOverview From(JournaledTrack track, ContentStore store) => new(
        track.Id,
        track.Snapshot,
        [.. track.Tickets.Select(ticket => new TicketOverview(ticket, Attempts(track, ticket, store)))]);

    private static IReadOnlyList<AttemptOverview> Attempts(JournaledTrack track, string ticket, ContentStore store) =>
        [.. track.Run.Attempts(ticket).Select(a => new AttemptReader(a, store).ReadOverview(track.FindSnapshot(ticket)))];
}

/// <summary>A ticket with its attempts; none where it has not begun.</summary>
internal sealed record TicketOverview(string Ticket, IReadOnlyList<AttemptOverview> Attempts);

/// <summary>An attempt in a line.</summary>
/// <param name="Model">That answered last; null: none did yet.</param>
/// <param name="Turns">Replies so far.</param>
/// <param name="End">How it ended, or how far it is.</param>
internal sealed record AttemptOverview(int Attempt, ModelName? Model, int Turns, string End);
