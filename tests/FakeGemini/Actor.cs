using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlopTemporal.FakeGemini;

/// <summary>
/// Plays the scripts of the examples over the wire: it finds out from the conversation alone which ticket it works and where it stands,
/// as a model would, and answers what the script says there. It plays the tiers beside the worker too: what they are asked says who they
/// are, and where the script has nothing for them they find nothing to do.
/// </summary>
public sealed partial class Actor(string script)
{
    private readonly JsonObject _turns = JsonNode.Parse(script)!["turns"]!.AsObject();
    private readonly Dictionary<string, Role> _roles = [];
    private readonly Lock _lock = new();

    /// <summary>
    /// How often each place of the script was asked for, such as <c>report/1/2</c>: ticket, attempt and turn; <c>report@tier_4/1/2</c>.
    /// </summary>
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
            var text = (string)contents[0]!["parts"]![0]!["text"]!;
            var ticket = Heading().Match(text).Groups[1].Value;
            var role = RoleOf(ticket);
            if (TierOf(exchange) is { } tier)
            {
                return AnswerAs($"{ticket}@{tier}", role.Attempt, text)(exchange);
            }

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

    /// <summary>One question of a tier, which has no conversation: the same text is the same question.</summary>
    private Func<Exchange, Reply> AnswerAs(string key, int attempt, string question)
    {
        var role = RoleOf(key);
        var questions = role.Questions.TryGetValue(attempt, out var known) ? known : role.Questions[attempt] = [];
        if (!questions.Contains(question))
        {
            questions.Add(question);
        }

        var turn = questions.IndexOf(question) + 1;
        var times = role.Asked[(attempt, turn)] = role.Asked.GetValueOrDefault((attempt, turn)) + 1;
        var answer = _turns.ContainsKey(key) ? Turn(key, attempt, turn - 1) : new JsonObject { ["text"] = Nothing(question) };
        return (int?)answer["fail"]?["times"] >= times ? Failure((string?)answer["fail"]!["kind"]) : Play(answer);
    }

    private Role RoleOf(string key) => _roles.TryGetValue(key, out var known) ? known : _roles[key] = new();

    /// <summary>Null: the one that works tickets.</summary>
    private static string? TierOf(Exchange exchange) =>
        (string?)exchange.Body["systemInstruction"]?["parts"]?[0]?["text"] switch
        {
            { } said when said.Contains("You are the quality engineer", StringComparison.Ordinal) => "tier_4",
            { } said when said.Contains("You are the tech lead", StringComparison.Ordinal) => "tier_2",
            _ => null,
        };

    /// <summary>What a tier says that has nothing to say, in the form that it is asked for.</summary>
    private static string Nothing(string question) =>
        question.Contains("{\"cause\":", StringComparison.Ordinal) ? "{\"cause\":\"it is as the output says\",\"evidence\":[]}"
        : question.Contains("{\"verdict\":", StringComparison.Ordinal) ? "{\"verdict\":\"approve\"}"
        : question.Contains("{\"decision\":", StringComparison.Ordinal) ? "{\"decision\":\"person\",\"reason\":\"it needs one\"}"
        : question.Contains("{\"lines\":", StringComparison.Ordinal)
            ? $"{{\"lines\":[{string.Join(',', AcceptanceLine().Matches(question).Select(_ => "{\"met\":true,\"evidence\":\"seen\"}"))}]}}"
            : "There is nothing to change.";

    private JsonNode Turn(string key, int attempt, int index)
    {
        var attempts = _turns[key]!.AsArray();
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

    [GeneratedRegex("^[0-9]+[.] ", RegexOptions.Multiline)]
    private static partial Regex AcceptanceLine();

    /// <summary>What is known of a ticket, or of a tier beside its worker.</summary>
    private sealed class Role
    {
        public int Attempt { get; set; } = 1;

        public bool HasEnded { get; set; }

        public Dictionary<(int Attempt, int Turn), int> Asked { get; } = [];

        /// <summary>What a tier was asked, by attempt, in order.</summary>
        public Dictionary<int, List<string>> Questions { get; } = [];
    }
}
