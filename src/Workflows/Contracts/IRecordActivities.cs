using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Snapshots;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Keeps what must outlive the server's retention: final records, decisions, texts.</summary>
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

    /// <summary>Makes the document in which other tickets take the place of one that tier 2 split.</summary>
    [Activity]
    Task<AddedTickets> SplitTicketAsync(TicketToSplit split);

    /// <summary>Writes the track's own record over its pages and removes what worktrees are left.</summary>
    /// <remarks>Those of blocked tickets stay to be looked at, unless a person ended the track.</remarks>
    [Activity]
    Task CloseTrackAsync(TrackClosing closing);
}

/// <summary>A text to keep, joined to texts that are kept already.</summary>
/// <param name="After">Hash of the text to put before it; null: none.</param>
/// <param name="Text">The new text.</param>
/// <param name="Then">Hash of the text to put after it; null: none.</param>
public sealed record KeptText(string? After, string Text, string? Then = null);

/// <summary>Tickets to add to a track, as a person wrote them.</summary>
/// <param name="Run">The run, with its document so far.</param>
/// <param name="Json">A ticket or a list of tickets.</param>
public sealed record TicketsToAdd(TrackScope Run, string Json)
{
    /// <summary>True: they came through this program, so that their commands may run where there is no sandbox.</summary>
    public bool? IsSigned { get; init; }
}

/// <summary>A ticket to replace by others.</summary>
/// <param name="Run">The run, with its document so far.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="Tickets">Hash of those that take its place, a list as in a track file.</param>
public sealed record TicketToSplit(TrackScope Run, string Ticket, string Tickets);

/// <summary>Whether tickets could be added to a track.</summary>
/// <param name="Document">Hash of the document with them; null: refused.</param>
/// <param name="Tickets">The new tickets of the graph, in their order; empty where they were refused.</param>
/// <param name="Problem">Why they were refused, one line; null: they were not.</param>
public sealed record AddedTickets(string? Document, IReadOnlyList<GraphTicket> Tickets, string? Problem = null);

/// <summary>Some tickets of a track, so that no payload grows with the track.</summary>
/// <param name="Run">The run of the track that ends.</param>
/// <param name="Page">Number of the page, from 0.</param>
/// <param name="Tickets">The tickets of the page, in file order.</param>
public sealed record TicketsPage(TrackScope Run, int Page, IReadOnlyList<TicketSnapshot> Tickets);

/// <summary>The end of a track.</summary>
/// <param name="Run">The run of the track that ends.</param>
/// <param name="Track">Its last snapshot, without tickets.</param>
/// <param name="Pages">Pages of tickets that were written.</param>
/// <param name="ByPerson">True: a person ended it, so that nobody comes back to a blocked ticket. Null: nobody did.</param>
public sealed record TrackClosing(TrackScope Run, TrackSnapshot Track, int Pages, bool? ByPerson = null);
