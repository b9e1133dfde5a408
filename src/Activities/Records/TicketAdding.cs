using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Local.Files;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Records;

/// <summary>Tickets that join a running track: all of them, or none with the reason.</summary>
internal sealed class TicketAdding(Documents documents, ContentStore store, CommandRunner commands)
{
    /// <summary>Names the text that a person sent, in problems.</summary>
    private const string Source = "add_tickets";

    /// <summary>Longest reason, in characters.</summary>
    private const int ProblemLength = 400;

    public async Task<AddedTickets> AddAsync(TicketsToAdd tickets, CancellationToken cancellationToken)
    {
        var document = documents.Load(tickets.Run.Document);
        var reading = TrackReader.ReadTickets(tickets.Json, document.Track, new(Source));
        if (reading.Errors.Count > 0)
        {
            var errors = string.Join("; ", reading.Errors.Select(e => e.Help is null ? e.Message : $"{e.Message} ({e.Help})"));
            return new(null, [], Preview.Line(errors, ProblemLength));
        }

        if (reading.Tickets.Count == 0)
        {
            return new(null, [], "no ticket was sent");
        }

        // Whoever reaches the server can send a signal.
        if (tickets.IsSigned != true && reading.Tickets.FirstOrDefault(t => t.Verify.Count > 0) is { } checkedTicket
            && !await commands.IsConfinedAsync(document, cancellationToken))
        {
            return new(null, [], $"{checkedTicket.Id} has a command to verify it, and there is no sandbox here; send it with `slop add`");
        }

        return Keep(document, document.Track with { Tickets = [.. document.Track.Tickets, .. reading.Tickets] });
    }

    /// <summary>Replaces a ticket by others.</summary>
    public AddedTickets Split(TicketToSplit wanted)
    {
        var document = documents.Load(wanted.Run.Document);
        var split = TicketSplit.Create(document.Track, wanted.Ticket, documents.Text(wanted.Tickets));
        if (split.Problem is { } problem)
        {
            return new(null, [], Preview.Line(problem, ProblemLength));
        }

        var kept = Keep(document, split.Track);
        return kept with { Tickets = [.. kept.Tickets.Select(piece => piece with { IsPiece = true })] };
    }

    private AddedTickets Keep(TrackDocument document, Track track) => new(
        store.PutJson(document with { Track = track }), [.. GraphTicket.From(track).Skip(document.Track.Tickets.Count)]);
}
