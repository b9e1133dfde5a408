using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Final records: they outlive the server's retention.</summary>
public interface IRecordActivities
{
    /// <summary>Writes one page of a track's tickets.</summary>
    [Activity]
    Task RecordTicketsAsync(TicketsPage page);

    /// <summary>Keeps a decided gate beside the attempt that asked.</summary>
    [Activity]
    Task RecordDecisionAsync(AttemptScope scope, DecidedGate decided);

    /// <summary>Keeps a text and gives its hash, so that it travels no further.</summary>
    [Activity]
    Task<string> KeepTextAsync(KeptText text);

    /// <summary>Checks tickets that a person wants to add, and makes the document that has them.</summary>
    [Activity]
    Task<AddedTickets> AddTicketsAsync(TicketsToAdd tickets);

    /// <summary>Writes the track's own record over its pages and removes what worktrees are left, those of blocked tickets aside.</summary>
    [Activity]
    Task CloseTrackAsync(TrackClosing closing);
}

/// <summary>A text to keep.</summary>
/// <param name="After">Hash of a text that it follows; null: none.</param>
/// <param name="Text">The words.</param>
/// <param name="Then">Hash of a text that follows it; null: none.</param>
public sealed record KeptText(string? After, string Text, string? Then = null);

/// <summary>Tickets to add to a track, as a person wrote them.</summary>
/// <param name="Run">The run, with its document so far.</param>
/// <param name="Json">A ticket or a list of tickets.</param>
public sealed record TicketsToAdd(TrackScope Run, string Json);

/// <summary>What came of it.</summary>
/// <param name="Document">Hash of the document with them; null: refused.</param>
/// <param name="Tickets">The new places of the graph.</param>
/// <param name="Problem">Why they were refused, one line.</param>
public sealed record AddedTickets(string? Document, IReadOnlyList<GraphTicket> Tickets, string? Problem = null);

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
