using System.Text.Json;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>Text to <see cref="Script"/>.</summary>
internal static class ScriptReader
{
    private static readonly JsonDocumentOptions Form = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonElement NoArguments = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    public static Script Read(string text)
    {
        using var json = Json(text);
        var members = new ScriptNode(json.RootElement.Clone(), "$").Members("$schema", "wait_ms", "turns");
        return new Script
        {
            WaitMs = members.TryGetValue("wait_ms", out var wait) ? wait.Count() : 0,
            Turns = (members.TryGetValue("turns", out var turns) ? turns.Pairs() : []).ToDictionary(
                p => Key(p.Name, p.Node), p => Attempts(p.Node), StringComparer.Ordinal),
        };
    }

    private static JsonDocument Json(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Form);
        }
        catch (JsonException e)
        {
            var line = e.LineNumber is { } number ? $", line {number + 1}" : "";
            throw new ScriptException($"script{line}: cannot be read as JSON: {e.Message}", e);
        }
    }

    private static string Key(string key, ScriptNode node)
    {
        var at = key.IndexOf('@', StringComparison.Ordinal);
        return at < 0 || key[at..] is "@tier_1" or "@tier_2" or "@tier_4"
            ? key
            : throw new ScriptException(
                $"script, {node.Path}: '{key[at..]}' is no tier of a script; "
                + "known are @tier_1, @tier_2 and @tier_4, and a bare ticket id is tier 3.");
    }

    private static IReadOnlyList<IReadOnlyList<ScriptTurn>> Attempts(ScriptNode node) =>
        [.. node.Items("an array of attempts").Select(a => a.Items("an array of turns: each attempt is one").Select(Turn).ToList())];

    private static ScriptTurn Turn(ScriptNode node)
    {
        var members = node.Members("text", "calls", "usage", "wait_ms", "fail");
        var turn = new ScriptTurn
        {
            Text = members.TryGetValue("text", out var text) ? text.Text() : "",
            Calls = members.TryGetValue("calls", out var calls) ? [.. calls.Items("an array of calls").Select(Call)] : [],
            Usage = members.TryGetValue("usage", out var usage) ? Usage(usage) : null,
            WaitMs = members.TryGetValue("wait_ms", out var wait) ? wait.Count() : null,
            Fail = members.TryGetValue("fail", out var fail) ? Fail(fail) : null,
        };
        // An empty reply has to be asked for ("text": ""): a turn that only waits or fails is not one.
        return members.ContainsKey("text") || members.ContainsKey("calls") ? turn : turn with { Text = ScriptTurn.Done.Text };
    }

    private static ScriptedToolCall Call(ScriptNode node)
    {
        var members = node.Members("name", "args");
        return new(
            members.TryGetValue("name", out var name) ? name.Text() : "",
            members.TryGetValue("args", out var args) ? args.Value : NoArguments);
    }

    private static ScriptUsage Usage(ScriptNode node)
    {
        var members = node.Members("input", "output", "thoughts", "cached");
        return new(Tokens("input"), Tokens("output"), Tokens("thoughts"), Tokens("cached"));

        long? Tokens(string name) => members.TryGetValue(name, out var tokens) ? tokens.Count() : null;
    }

    private static ScriptFailure Fail(ScriptNode node)
    {
        var members = node.Members("kind", "times", "retry_after_s");
        var kind = members.TryGetValue("kind", out var given)
            ? Kind(given)
            : throw new ScriptException($"script, {node.Path}: 'kind' is missing; {Kinds}.");
        return new(
            kind,
            members.TryGetValue("times", out var times) ? times.Count() : 1,
            members.TryGetValue("retry_after_s", out var after) ? after.Seconds() : null);
    }

    private const string Kinds = "it is one of transient, quality, quota, final";

    private static FailureKind Kind(ScriptNode node) => node.Text() switch
    {
        "transient" => FailureKind.Transient,
        "quality" => FailureKind.Quality,
        "quota" => FailureKind.Quota,
        "final" => FailureKind.Final,
        var other => throw new ScriptException($"script, {node.Path}: '{other}' is no kind of failure; {Kinds}."),
    };
}
