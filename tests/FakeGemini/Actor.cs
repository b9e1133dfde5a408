using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlopTemporal.FakeGemini;

/// <summary>
/// Plays the scripts of the examples over the wire: it finds out from the conversation alone which ticket it works and where it stands,
/// as a model would, and answers what the script says there.
/// </summary>
public sealed partial class Actor(string script)
{
    private readonly JsonObject _turns = JsonNode.Parse(script)!["turns"]!.AsObject();
    private readonly Dictionary<string, Role> _roles = [];
    private readonly Lock _lock = new();

    /// <summary>How often each place of the script was asked for, such as <c>report/1/2</c>: ticket, attempt and turn.</summary>
    public IReadOnlyDictionary<string, int> Asked
    {
        get
        {
            lock (_lock)
            {
                return _roles.SelectMany(
                    r => r.Value.Asked.Select(a => KeyValuePair.Create($"{r.Key}/{a.Key.Attempt}/{a.Key.Turn}", a.Value))).ToDictionary();
            }
        }
    }

    public Reply Answer(Exchange exchange)
    {
        lock (_lock)
        {
            var contents = exchange.Body["contents"]!.AsArray();
            var ticket = Heading().Match((string)contents[0]!["parts"]![0]!["text"]!).Groups[1].Value;
            var role = _roles.TryGetValue(ticket, out var known) ? known : _roles[ticket] = new();
            var said = contents.Count(c => (string?)c!["role"] == "model");
            // A conversation that begins again after its last word is another attempt; one that begins again before it, the same.
            role.Attempt += said == 0 && role.HasEnded ? 1 : 0;
            var place = (role.Attempt, said + 1);
            var times = role.Asked[place] = role.Asked.GetValueOrDefault(place) + 1;
            var turn = Turn(ticket, role.Attempt, said);
            role.HasEnded = turn["calls"] is not JsonArray { Count: > 0 };
            return (int?)turn["fail"]?["times"] >= times ? Failure((string?)turn["fail"]!["kind"])(exchange) : Play(turn)(exchange);
        }
    }

    private JsonNode Turn(string ticket, int attempt, int index)
    {
        var attempts = _turns[ticket]!.AsArray();
        var turns = attempts[Math.Min(attempt, attempts.Count) - 1]!.AsArray();
        return index < turns.Count ? turns[index]! : new JsonObject { ["text"] = "Done." };
    }

    private static Func<Exchange, Reply> Failure(string? kind) => kind switch
    {
        "quality" => Say.Only("MALFORMED_FUNCTION_CALL"),
        "transient" => _ => Errors.Of(503, "UNAVAILABLE", "The model is overloaded."),
        "quota" => _ => Errors.TooManyToday(),
        _ => throw new InvalidOperationException($"the script fails by {kind}"),
    };

    private static Func<Exchange, Reply> Play(JsonNode turn) => turn["calls"] is JsonArray { Count: > 0 } calls
        ? Say.Calls([.. calls.Select((c, i) => new Asked((string)c!["name"]!, c["args"]?.ToJsonString(Plain) ?? "{}", $"c{i}"))])
        : Say.Text((string?)turn["text"] ?? "Done.");

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex("^# Ticket `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>What is known of a ticket.</summary>
    private sealed class Role
    {
        public int Attempt { get; set; } = 1;

        public bool HasEnded { get; set; }

        public Dictionary<(int Attempt, int Turn), int> Asked { get; } = [];
    }
}
