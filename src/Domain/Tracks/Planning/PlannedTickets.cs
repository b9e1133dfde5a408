using System.Buffers;
using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Domain.Tracks.Planning;

/// <summary>What planned tickets make of a track, or what is wrong with them.</summary>
/// <param name="Track">The track with its tickets; null: there are mistakes.</param>
/// <param name="Mistakes">For models and people: code, sentence, line and caret of each; null: there are none.</param>
public sealed record PlannedTickets(Track? Track, string? Mistakes = null)
{
    /// <summary>Names the text in mistakes: models and people know it as what they wrote.</summary>
    private const string Source = "tickets.json";

    /// <summary>More is no plan that a person could read.</summary>
    private const int MaxTickets = 100;

    /// <summary>
    /// What a model may say of a ticket. All other fields of a track file are a person's: how much is spent, who is asked, what counts as
    /// done.
    /// </summary>
    private static readonly string[] Taken =
    [
        "id", "description", "depends_on", "context_requirements", "target_file", "target_symbols", "acceptance", "verify", "touches",
        "priority", "labels",
    ];

    private static readonly string[] Commands = ["setup", "verify"];

    private static readonly JsonDocumentOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what tier 2 answered: the list of tickets, or an object with <c>tickets</c>, in a fence or among words too.</summary>
    /// <param name="answer">As the model gave it.</param>
    /// <param name="track">What the tickets are for; where it has no <c>setup</c> or <c>verify</c> those of the answer are taken.</param>
    public static PlannedTickets FromAnswer(string answer, Track track)
    {
        var json = Cut(answer);
        if (HalfCharacters.IsIn(json) || Parse(json) is not { } root)
        {
            return Failed(TrackReader.Read(json, new(Source)).Errors);
        }

        var text = Compose(root);
        var reading = TrackReader.Read(text, new(Source));
        if (reading.Track is not { } read)
        {
            return Failed(reading.Errors);
        }

        return Checked(track with
        {
            Setup = track.Setup.Count > 0 ? track.Setup : read.Setup,
            Verify = track.Verify.Count > 0 ? track.Verify : read.Verify,
            Tickets = read.Tickets,
        });
    }

    /// <summary>Reads what a person made of a planned track file: all of it, but for what the run is bound to.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="track">As it was planned.</param>
    public static PlannedTickets FromFile(string file, Track track)
    {
        var reading = TrackReader.Read(file, new($"{track.Id}.json"));
        return reading.Track is not { } read ? Failed(reading.Errors)
            : Bound(read, track) is { } bound ? new(null, $"{bound}; put it back, or reject this plan and make another one")
            : Checked(read);
    }

    private static PlannedTickets Checked(Track track) => track.Tickets.Count switch
    {
        0 => new(null, "there are no tickets"),
        > MaxTickets => new(null, FormattableString.Invariant($"there are {track.Tickets.Count} tickets; {MaxTickets} are the most")),
        _ => new(track),
    };

    private static string? Bound(Track read, Track track) =>
        read.Id != track.Id ? "the id of the track was changed"
        : read.Repository != track.Repository ? "the repository of the track was changed"
        : read.Base != track.Base ? "the base of the track was changed"
        : null;

    private static PlannedTickets Failed(IReadOnlyList<Problem> errors) =>
        new(null, string.Join("\n\n", errors.Select(error => ProblemText.Render(error, Source))));

    /// <summary>From the first bracket to the last of its kind; all of it where there is none.</summary>
    private static string Cut(string answer)
    {
        var start = answer.AsSpan().IndexOfAny('[', '{');
        var end = start < 0 ? -1 : answer.LastIndexOf(answer[start] == '[' ? ']' : '}');
        return end > start ? answer[start..(end + 1)] : answer;
    }

    private static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The answer as a track file with nothing in it but what is taken. Unknown names stay: a typing error shows.</summary>
    private static string Compose(JsonElement root)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Indented))
        {
            writer.WriteStartObject();
            foreach (var member in root.ValueKind == JsonValueKind.Object ? root.EnumerateObject() : default)
            {
                if (Commands.Contains(member.Name))
                {
                    member.WriteTo(writer);
                }
                else if (member.Name == "tickets")
                {
                    WriteTickets(member.Value, writer);
                }
            }

            if (root.ValueKind != JsonValueKind.Object)
            {
                WriteTickets(root, writer);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static void WriteTickets(JsonElement tickets, Utf8JsonWriter writer)
    {
        writer.WritePropertyName("tickets");
        if (tickets.ValueKind != JsonValueKind.Array)
        {
            tickets.WriteTo(writer);
            return;
        }

        writer.WriteStartArray();
        foreach (var ticket in tickets.EnumerateArray())
        {
            WriteTicket(ticket, writer);
        }

        writer.WriteEndArray();
    }

    private static void WriteTicket(JsonElement ticket, Utf8JsonWriter writer)
    {
        if (ticket.ValueKind != JsonValueKind.Object)
        {
            ticket.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in ticket.EnumerateObject().Where(m => Taken.Contains(m.Name) || !IsField(m.Name)))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static bool IsField(string name) => TrackFileFields.Ticket.Contains(name, StringComparer.OrdinalIgnoreCase);
}
