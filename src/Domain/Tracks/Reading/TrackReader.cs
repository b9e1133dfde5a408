using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading.Fields;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>
/// Reads track files: an object, or a bare list of tickets. All mistakes are reported at once; reading ends only where it is not clear how
/// the text goes on.
/// </summary>
public static class TrackReader
{
    /// <summary>Reads the text of a track file.</summary>
    public static TrackReadResult Read(string text, TrackSource source)
    {
        var reading = JsonTreeReader.Read(text);
        if (reading.Tree is not { } tree)
        {
            return new(null, reading.Problems, []);
        }

        var state = new ReadingState(tree, reading.Mistakes, source);
        var track = ReadRoot(tree.Root, state);
        if (!track.NeedsPlan())
        {
            TrackFields.RefuseEmpty(state.NoTickets);
        }
        else if (!state.Problems.HasErrors)
        {
            PlanWarning.Add(state, tree.Root);
        }

        new TicketLinks(state, []).Check();
        RepositoryWarnings.Add(state, track);
        VerifyWarning.Add(state, tree.Root, track);
        return new(state.Problems.HasErrors ? null : track, state.Problems.Errors(), state.Problems.Warnings());
    }

    /// <summary>Reads a ticket, or a list of tickets, to add to the tickets of a track.</summary>
    public static TicketsReadResult ReadTickets(string text, Track joined, TrackSource source)
    {
        var reading = JsonTreeReader.Read(text);
        if (reading.Tree is not { } tree)
        {
            return new([], reading.Problems, []);
        }

        var state = new ReadingState(tree, reading.Mistakes, source);
        var root = new FieldValue(new(state), tree.Root, "tickets");
        if (tree.Root.Kind == JsonTokenType.StartObject)
        {
            TrackFields.Ticket(root with { Entry = 0 });
        }
        else
        {
            TrackFields.Tickets(root);
            TrackFields.RefuseEmpty(state.NoTickets);
        }

        new TicketLinks(state, joined.Tickets).Check();
        RepositoryWarnings.Add(state, joined);
        return new(
            state.Problems.HasErrors ? [] : [.. state.Tickets.Select(read => read.Ticket)],
            state.Problems.Errors(),
            state.Problems.Warnings());
    }

    private static Track ReadRoot(JsonNode root, ReadingState state)
    {
        var id = TicketIds.From(NameOf(state.Source.FileName)) ?? "track";
        var (seed, scope) = (new Track { Id = id }, new FieldScope(state));
        var track = root.Kind switch
        {
            JsonTokenType.StartObject => TrackFields.Table.Read(seed, root, scope),
            JsonTokenType.StartArray => seed with { Tickets = TrackFields.Tickets(new(scope, root, "tickets")) },
            _ => new FieldValue(scope, root, "file").WrongKind<Track>("an object with \"tickets\", or a list of tickets") ?? seed,
        };
        return track.Title.Length > 0 ? track : track with { Title = track.Id };
    }

    private static string NameOf(string fileName)
    {
        var name = fileName[(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }
}
