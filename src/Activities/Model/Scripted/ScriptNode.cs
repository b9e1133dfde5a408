using System.Text.Json;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>A value of a script and its place, so that each complaint can name it.</summary>
internal readonly record struct ScriptNode(JsonElement Value, string Path)
{
    public ScriptException Wrong(string expected) => new($"script, {Path}: expected {expected}, found {Found}.");

    /// <summary>The members that may stand here; any other is an error.</summary>
    public Dictionary<string, ScriptNode> Members(params string[] allowed)
    {
        var members = new Dictionary<string, ScriptNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, member) in Pairs())
        {
            if (!allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ScriptException($"script, {Path}: '{name}' is unknown here; known are {string.Join(", ", allowed)}.");
            }

            members[name] = member;
        }

        return members;
    }

    public IEnumerable<(string Name, ScriptNode Node)> Pairs()
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        var path = Path;
        return Value.EnumerateObject().Select(p => (p.Name, new ScriptNode(p.Value, $"{path}.{p.Name}")));
    }

    public IEnumerable<ScriptNode> Items(string expected)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            throw Wrong(expected);
        }

        var path = Path;
        return Value.EnumerateArray().Select((item, i) => new ScriptNode(item, $"{path}[{i}]"));
    }

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Wrong("a text");

    /// <summary>A whole number of at least 0.</summary>
    public int Count() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Wrong("a whole number, 0 or more");

    public TimeSpan Seconds() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var s) && s is >= 0 and <= 1e7
        ? TimeSpan.FromSeconds(s)
        : throw Wrong("seconds, 0 or more");

    private string Found => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"the text \"{Domain.Attempts.Preview.Line(Value.GetString(), 40)}\"",
        _ => Value.GetRawText(),
    };
}
