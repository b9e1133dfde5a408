using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Snapshots;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Final records: they outlive the server's retention.</summary>
public interface IRecordActivities
{
    /// <summary>Writes one page of a track's tickets.</summary>
    [Activity]
    Task RecordTicketsAsync(TicketsPage page);

    /// <summary>Writes the track's own record over its pages and removes what worktrees are left, those of blocked tickets aside.</summary>
    [Activity]
    Task CloseTrackAsync(TrackClosing closing);
}

/// <summary>Some tickets of a track, so that no payload grows with the track.</summary>
/// <param name="Run">The track's run.</param>
/// <param name="Page">From 0.</param>
/// <param name="Tickets">In file order.</param>
public sealed record TicketsPage(TrackScope Run, int Page, IReadOnlyList<TicketSnapshot> Tickets);

/// <summary>The end of a track.</summary>
/// <param name="Run">The track's run.</param>
/// <param name="Track">Its snapshot without tickets.</param>
/// <param name="Pages">Pages of tickets that were written.</param>
public sealed record TrackClosing(TrackScope Run, TrackSnapshot Track, int Pages);
