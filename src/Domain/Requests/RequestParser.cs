using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Requests;

/// <summary>A request that could not be understood, or had no effect.</summary>
/// <param name="At">When it was received.</param>
/// <param name="Signal">Name of the signal.</param>
/// <param name="Given">What was sent, one line, cut.</param>
/// <param name="Problem">Why it had no effect, and what was expected.</param>
public sealed record RequestProblem(DateTimeOffset At, string Signal, string Given, string Problem);

/// <summary>What was sent does not have a form that is understood; the message says what was expected.</summary>
public sealed class RequestException(string message) : Exception(message)
{
    /// <summary>The data that would be taken, for people who send signals; null: the sentence says what to do.</summary>
    public string? Paste { get; init; }
}

/// <summary>Reads what people type into a signal's box: JSON, in the shortest form that says it.</summary>
public static class RequestParser
{
    /// <summary>Maximum characters of what was sent that a problem shows.</summary>
    private const int ShownLength = 120;

    /// <summary>What may be written where JSON is written by hand.</summary>
    private static readonly JsonReaderOptions Lenient =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    private const string TextForm = "\"some words\" or {\"text\":\"some words\"}";

    /// <summary>What an answer to a gate looks like.</summary>
    public const string DecisionForm = """
        nothing, "ticket/kind-1", or {"request":"ticket/kind-1","hash":"…","edited":…,"comment":"…"}
        """;

    /// <summary>The value, or null for an empty box.</summary>
    /// <exception cref="RequestException">It is not JSON.</exception>
    public static JsonElement? ParseJson(ReadOnlySpan<byte> json)
    {
        var text = json.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(text, Lenient);
        try
        {
            var value = JsonElement.ParseValue(ref reader);
            return HalfCharacters.IsIn(value.GetRawText())
                ? throw new RequestException("it holds half a character: an escape of a surrogate without its partner")
                : reader.Read() ? throw new RequestException("one JSON value was expected, and more followed")
                : value.ValueKind == JsonValueKind.Null ? null
                : value;
        }
        catch (JsonException)
        {
            throw new RequestException("it is not JSON; a plain word needs quotes, such as \"parser\"");
        }
    }

    /// <summary>What was sent, for the list of problems.</summary>
    public static string Shorten(ReadOnlySpan<byte> json) =>
        Shorten(System.Text.Encoding.UTF8.GetString(json[..Math.Min(json.Length, 4 * ShownLength)]));

    /// <summary>The same of a text.</summary>
    public static string Shorten(string json) => Preview.Line(json, ShownLength);

    /// <summary>What is wrong with what was sent to a request that takes nothing; null: nothing was sent.</summary>
    public static string? NothingFault(JsonElement? given) =>
        given is null || (given is { ValueKind: JsonValueKind.Object } all && !all.EnumerateObject().Any())
            ? null
            : "expected nothing: leave the box empty";

    /// <summary>An answer to a gate.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static Decision Decision(JsonElement? given, bool approve) => given switch
    {
        null => new() { Approve = approve },
        { ValueKind: JsonValueKind.String } id => new() { Approve = approve, Request = id.GetString() },
        { ValueKind: JsonValueKind.Object } all => ReadDecision(all, approve),
        _ => throw new RequestException($"expected {DecisionForm}"),
    };

    /// <summary>A ticket's id, alone or with more.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static TicketRequest Ticket(JsonElement? given, params string[] members)
    {
        var form = members.Length == 0
            ? "\"ticket-id\""
            : $"\"ticket-id\" or {{\"ticket\":\"ticket-id\",{string.Join(',', members.Select(m => $"\"{m}\":\"…\""))}}}";
        return given switch
        {
            { ValueKind: JsonValueKind.String } id => new() { Ticket = id.GetString()! },
            { ValueKind: JsonValueKind.Object } all => ReadTicket(new(all, form, ["ticket", "id", .. members])),
            _ => throw new RequestException($"expected {form}"),
        };
    }

    /// <summary>A message for the model, sent to its ticket.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static string Text(JsonElement? given) => given switch
    {
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString()!,
        { ValueKind: JsonValueKind.Object } all =>
            new RequestMembers(all, TextForm, ["text", "id"]).Text("text") ?? throw new RequestException($"expected {TextForm}"),
        _ => throw new RequestException($"expected {TextForm}"),
    };

    /// <summary>A message for the model of one ticket, sent to the track.</summary>
    /// <exception cref="RequestException">It has another form, or the message is blank.</exception>
    public static TicketRequest Message(JsonElement? given)
    {
        var request = Ticket(given, "text");
        return string.IsNullOrWhiteSpace(request.Text)
            ? throw new RequestException("expected {\"ticket\":\"ticket-id\",\"text\":\"some words\"}")
            : request;
    }

    /// <summary>A request that a program left as a signal, since nobody answered its update.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static (string Signal, JsonElement? Input, string? Id) WrappedRequest(JsonElement? given)
    {
        const string Form = "{\"signal\":\"retry\",\"input\":\"parser\",\"id\":\"unique\"}";
        if (given is not { ValueKind: JsonValueKind.Object } all)
        {
            throw new RequestException($"expected {Form}");
        }

        var members = new RequestMembers(all, Form, ["signal", "input", "id"]);
        var signal = members.Text("signal") ?? throw members.Invalid("signal", "the name of a signal");
        return (signal, members.Find("input"), members.Text("id"));
    }

    /// <summary>New limits of a running track; those that are not named stay.</summary>
    /// <exception cref="RequestException">It has another form, or names no limit.</exception>
    public static Limits Limits(JsonElement? given)
    {
        const string Form = "{\"max_workers\":8,\"budget\":{\"usd\":20}}";
        if (given is not { ValueKind: JsonValueKind.Object } all)
        {
            throw new RequestException($"expected {Form}");
        }

        var members = new RequestMembers(all, Form, ["max_workers", "budget", "id"]);
        var workers = members.Number("max_workers");
        var budget = members.Object("budget") is { } inner ? ReadBudget(new(inner, Form, ["usd", "tokens", "minutes"])) : null;
        return workers is null && budget is null
            ? throw new RequestException($"nothing to set; expected {Form}")
            : new() { MaxWorkers = workers, Budget = budget };
    }

    /// <summary>New caps; those that are not named stay.</summary>
    /// <exception cref="RequestException">It has another form.</exception>
    public static Budget Budget(JsonElement given)
    {
        const string Form = "{\"usd\":10,\"tokens\":1000000,\"minutes\":60}";
        return given.ValueKind == JsonValueKind.Object
            ? ReadBudget(new(given, Form, ["usd", "tokens", "minutes"]))
            : throw new RequestException($"\"edited\" must look like {Form}");
    }

    private static Decision ReadDecision(JsonElement all, bool approve)
    {
        var members = new RequestMembers(all, DecisionForm, ["request", "gate", "hash", "edited", "comment", "always", "all", "by", "id"]);
        return new()
        {
            Approve = approve,
            Request = members.Text("request") ?? members.Text("gate"),
            Hash = members.Text("hash"),
            Edited = members.Find("edited"),
            Comment = members.Text("comment"),
            Always = members.Flag("always"),
            All = members.Word<CallGroup>("all"),
            By = members.Text("by"),
            Id = members.Text("id"),
        };
    }

    private static TicketRequest ReadTicket(RequestMembers members) => new()
    {
        Ticket = members.Text("ticket") ?? throw members.Invalid("ticket", "the id of a ticket"),
        Note = members.Text("note"),
        Model = members.Text("model"),
        From = members.Text("from"),
        Text = members.Text("text"),
        Id = members.Text("id"),
    };

    private static Budget ReadBudget(RequestMembers members) =>
        new() { Usd = members.Money("usd"), Tokens = members.LongNumber("tokens"), Minutes = members.Number("minutes") };
}
