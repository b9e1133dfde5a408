using System.Text.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Domain.Tracks.Reading.Json;

namespace SlopTemporal.Domain.Models.Scripts;

/// <summary>Text to <see cref="Script"/>, or all of its mistakes at once. Comments and commas after a last entry are none here.</summary>
public static class ScriptReader
{
    internal const string RootName = "the script";

    private const string Form = "a script is a JSON object: {\"turns\": {\"<ticket>\": [[{\"text\": \"Done.\"}]]}}";

    private static readonly string[] Tiers = [.. Tier.All.Where(tier => tier != Tier.Worker).Select(tier => $"@{Tier.Name(tier)}")];
    private static readonly JsonElement NoArguments = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    /// <summary>Reads the text of a script file.</summary>
    public static ScriptReading Read(string text)
    {
        var json = JsonTreeReader.Read(text);
        if (json.Tree is not { } tree)
        {
            var fatal = json.Problems.Where(p => !IsAllowed(p.Message)).DefaultIfEmpty(json.Problems[^1]);
            return new(null, [.. fatal.Select(OfScript)]);
        }

        List<ProblemDraft> problems = [.. json.Mistakes.Where(m => !IsAllowed(m.Message))];
        var script = Read(new ScriptNode(tree.Root, RootName, problems));
        return problems.Count == 0
            ? new(script, [])
            : new(null, [.. problems.OrderBy(p => p.At.Start).Take(TrackDefaults.MaxProblems)
                .Select(p => OfScript(p.ToProblem(tree.Text, tree)))]);
    }

    private static bool IsAllowed(string message) => message is JsonSyntax.NoComments or JsonSyntax.LastComma;

    /// <summary>What is wrong with JSON itself is said of a track file.</summary>
    public static Problem OfScript(Problem problem) => problem.Code.StartsWith("SC", StringComparison.Ordinal)
        ? problem
        : problem with
        {
            Code = ScriptProblemCodes.Syntax,
            Message = problem.Message.Replace("the track", RootName, StringComparison.Ordinal),
            Help = problem.Help?.Contains("ticket", StringComparison.Ordinal) is true
                || problem.Help?.Contains("track", StringComparison.Ordinal) is true
                ? Form
                : problem.Help,
        };

    private static Script Read(ScriptNode root)
    {
        if (root.Node.Kind != JsonTokenType.StartObject)
        {
            root.Report(ScriptProblemCodes.WrongKind, root.Node.CaretSpan, "the script is not a JSON object", Form);
            return new();
        }

        var members = root.Members(ScriptMembers.Script);
        return new()
        {
            WaitMs = members.TryGetValue("wait_ms", out var wait) ? wait.Count() : 0,
            Turns = members.TryGetValue("turns", out var turns) ? Turns(turns) : new Script().Turns,
        };
    }

    private static Dictionary<string, IReadOnlyList<IReadOnlyList<ScriptTurn>>> Turns(ScriptNode node)
    {
        var turns = new Dictionary<string, IReadOnlyList<IReadOnlyList<ScriptTurn>>>(StringComparer.Ordinal);
        foreach (var (key, at, value) in node.Pairs("an object with a list of attempts for each ticket"))
        {
            CheckKey(node, key, at);
            if (!turns.TryAdd(key, Attempts(value)))
            {
                node.Report(ScriptProblemCodes.MemberTwice, at, $"turns has {Printable.Quote(key)} twice", "keep one of them");
            }
        }

        return turns;
    }

    private static void CheckKey(ScriptNode node, string key, Span at)
    {
        var tier = key.IndexOf('@', StringComparison.Ordinal);
        if (tier >= 0 && !Tiers.Contains(key[tier..]))
        {
            node.Report(
                ScriptProblemCodes.UnknownWord,
                at,
                $"{Printable.Quote(key[tier..])} is not a tier of a script",
                $"known are {string.Join(", ", Tiers)}; the id of a ticket alone is tier 3");
        }
    }

    private static List<IReadOnlyList<ScriptTurn>> Attempts(ScriptNode node) =>
    [
        .. node.Items("a list of attempts").Select(
            attempt => (IReadOnlyList<ScriptTurn>)[.. attempt.Items("a list of turns: each attempt is one").Select(Turn)]),
    ];

    private static ScriptTurn Turn(ScriptNode node)
    {
        var members = node.Members(ScriptMembers.Turn);
        var turn = new ScriptTurn
        {
            Text = members.TryGetValue("text", out var text) ? text.Text() : "",
            Calls = members.TryGetValue("calls", out var calls) ? [.. calls.Items("a list of calls").Select(Call)] : [],
            Usage = members.TryGetValue("usage", out var usage) ? Usage(usage) : null,
            WaitMs = members.TryGetValue("wait_ms", out var wait) ? wait.Count() : null,
            Fail = members.TryGetValue("fail", out var fail) ? Fail(fail) : null,
        };
        // An empty reply has to be asked for ("text": ""): a turn that only waits or fails is not one.
        return members.ContainsKey("text") || members.ContainsKey("calls") ? turn : turn with { Text = ScriptTurn.Done.Text };
    }

    private static ScriptedToolCall Call(ScriptNode node)
    {
        var members = node.Members(ScriptMembers.Call);
        return new(
            members.TryGetValue("name", out var name) ? name.Text() : "",
            members.TryGetValue("args", out var args) ? args.Any() : NoArguments);
    }

    private static ScriptUsage Usage(ScriptNode node)
    {
        var members = node.Members(ScriptMembers.Usage);
        return new(Tokens("input"), Tokens("output"), Tokens("thoughts"), Tokens("cached"));

        long? Tokens(string name) => members.TryGetValue(name, out var tokens) ? tokens.Count() : null;
    }

    private static ScriptFailure? Fail(ScriptNode node)
    {
        var members = node.Members(ScriptMembers.Fail);
        var times = members.TryGetValue("times", out var count) ? count.Count() : 1;
        TimeSpan? after = members.TryGetValue("retry_after_s", out var seconds) ? seconds.Seconds() : null;
        if (members.TryGetValue("kind", out var given))
        {
            return Kind(given) is { } kind ? new(kind, times, after) : null;
        }

        if (node.Node.Kind == JsonTokenType.StartObject)
        {
            node.Report(ScriptProblemCodes.MissingMember, node.Node.CaretSpan, $"{node.Name} has no \"kind\"", Kinds);
        }

        return null;
    }

    private static string Kinds => $"it is one of {string.Join(", ", ScriptMembers.Kinds.Keys)}";

    private static FailureKind? Kind(ScriptNode node)
    {
        var word = node.Text();
        if (ScriptMembers.Kinds.TryGetValue(word, out var kind))
        {
            return kind;
        }

        if (node.Node.Kind == JsonTokenType.String)
        {
            var message = $"{node.Name} is not a kind of failure: {Printable.Quote(word)}";
            node.Report(
                ScriptProblemCodes.UnknownWord, node.Node.At, message, Suggestions.Question(word, ScriptMembers.Kinds.Keys) ?? Kinds);
        }

        return null;
    }
}
