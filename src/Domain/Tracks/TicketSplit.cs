using System.Globalization;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Tracks;

/// <summary>A ticket of a track replaced by others, which do together what it should have done.</summary>
/// <param name="Track">With the pieces at its end, and with what depended on the ticket depending on them instead.</param>
/// <param name="Pieces">The tickets that take its place, in order.</param>
/// <param name="Problem">Why they cannot; null: they can.</param>
public sealed record TicketSplit(Track Track, IReadOnlyList<Ticket> Pieces, string? Problem = null)
{
    private const int MaxPieces = 8;

    /// <summary>Commands that the pieces brought along, and that are not taken: a model adds none.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Reads the pieces, and puts them in the place of the ticket.</summary>
    /// <param name="track">The track so far.</param>
    /// <param name="id">The ticket.</param>
    /// <param name="json">The pieces, as a track file has tickets.</param>
    public static TicketSplit Create(Track track, string id, string json)
    {
        var reading = TrackReader.ReadTickets(json, track, new("tickets"));
        var ticket = track.Tickets.First(t => t.Id == id);
        var ids = reading.Tickets.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var problem = reading.Errors.Count > 0 ? string.Join("; ", reading.Errors.Select(e => e.Message))
            : ids.Count is < 1 or > MaxPieces
                ? string.Create(CultureInfo.InvariantCulture, $"{ids.Count} tickets take its place; 1 to {MaxPieces} can")
            : reading.Tickets.SelectMany(t => t.DependsOn).FirstOrDefault(IsForeign) is { } other
                ? $"a ticket that takes its place depends on {other}, on which {id} does not"
            : null;
        if (problem is not null)
        {
            return new(track, [], problem);
        }

        bool IsForeign(string before) => !ids.Contains(before) && !ticket.DependsOn.Contains(before);

        // One that no other waits for, or the others would wait for each other.
        var last = reading.Tickets.Last(piece => !reading.Tickets.Any(other => other.DependsOn.Contains(piece.Id)));
        Ticket[] pieces = [.. reading.Tickets.Where(piece => piece.Id != last.Id).Append(last).Select(piece => Inherit(piece, ticket))];
        pieces[^1] = EndWithChecks(pieces[^1], pieces, ticket);
        return new(track with { Tickets = [.. track.Tickets.Select(t => Rewire(t, id, ids)), .. pieces] }, pieces)
        {
            LeftOut = [.. reading.Tickets.SelectMany(piece => piece.Verify)],
        };
    }

    /// <summary>The pieces as a person reads them before they take the ticket's place.</summary>
    public string Describe()
    {
        var checks = Pieces.Count == 0 || Pieces[^1].Verify.Count == 0 ? [] : new[]
        {
            $"Checks of the ticket, run for {Pieces[^1].Id}: {string.Join("; ", Pieces[^1].Verify)}",
        };
        var left = LeftOut.Count == 0 ? [] : new[]
        {
            $"Not taken, since a model adds no commands: {string.Join("; ", LeftOut)}",
        };
        return string.Join("\n\n", Pieces.Select(Describe).Concat(checks).Concat(left));
    }

    private static string Describe(Ticket piece) =>
        $"{piece.Id}{(piece.DependsOn.Count == 0 ? "" : $" (after {string.Join(", ", piece.DependsOn)})")}\n{piece.Description}";

    /// <summary>What a person said of the ticket holds for its pieces; a model writes neither protection nor money.</summary>
    private static Ticket Inherit(Ticket piece, Ticket ticket) => ticket with
    {
        Id = piece.Id,
        Description = piece.Description,
        DependsOn = [.. piece.DependsOn.Concat(ticket.DependsOn).Distinct(StringComparer.Ordinal)],
        ContextRequirements = piece.ContextRequirements.Count > 0 ? piece.ContextRequirements : ticket.ContextRequirements,
        TargetFile = piece.TargetFile,
        TargetSymbols = piece.TargetSymbols,
        Acceptance = piece.Acceptance,
        Touches = piece.Touches.Count > 0 ? piece.Touches : ticket.Touches,
        Verify = [],
        Status = TicketStatus.Todo,
    };

    /// <summary>What was asked of the ticket is asked of the last piece, when the others are there.</summary>
    private static Ticket EndWithChecks(Ticket last, IReadOnlyList<Ticket> pieces, Ticket ticket) => last with
    {
        Verify = ticket.Verify,
        Acceptance = [.. last.Acceptance.Concat(ticket.Acceptance).Distinct(StringComparer.Ordinal)],
        DependsOn =
        [
            .. last.DependsOn
                .Concat(ticket.Verify.Count + ticket.Acceptance.Count == 0 ? [] : pieces.SkipLast(1).Select(piece => piece.Id))
                .Distinct(StringComparer.Ordinal),
        ],
    };

    private static Ticket Rewire(Ticket other, string id, IEnumerable<string> pieces) =>
        other.DependsOn.Contains(id) ? other with
        {
            DependsOn = [.. other.DependsOn.SelectMany(before => before == id ? pieces : [before]).Distinct(StringComparer.Ordinal)],
        } : other;
}
