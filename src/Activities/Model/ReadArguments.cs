using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Activities.Model;

/// <summary>The arguments of a call in a form that can be kept, read and sent back, whatever a model wrote.</summary>
/// <param name="Value">A JSON object; what no tool takes is replaced or cut in it.</param>
/// <param name="Fault">Why the call cannot run, in words for the model; null: it can.</param>
internal sealed record ReadArguments(JsonElement Value, string? Fault)
{
    /// <summary>Characters of all arguments of a call, as JSON: as many as the largest file that is written has bytes.</summary>
    public const int MaxCharacters = 2 * 1024 * 1024;

    /// <summary>Lists and objects inside each other. A journal, and a payload, holds arguments some levels down.</summary>
    public const int MaxDepth = 16;

    private const int ShownName = 60;
    private const int Kept = 1_000;

    /// <summary>Reads arguments as a client gives them: values are JSON, or what becomes JSON.</summary>
    public static ReadArguments From(IEnumerable<KeyValuePair<string, object?>>? arguments)
    {
        var (all, faults, room) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), new List<string>(), MaxCharacters);
        foreach (var (name, value) in arguments ?? [])
        {
            var json = value is JsonElement element ? element.GetRawText() : JsonSerializer.Serialize(value, SlopJson.Options);
            room -= name.Length + json.Length;
            var read = Read(json, room);
            faults.AddRange(read.Fault is { } fault ? [$"argument '{Preview.Line(Preview.Visible(name), ShownName)}' {fault}"] : []);
            all[Safe(name)] = read.Value;
        }

        return new(JsonSerializer.SerializeToElement(all, SlopJson.Options), faults.Count == 0 ? null : $"{faults[0]} Nothing was done.");
    }

    private static (JsonElement Value, string? Fault) Read(string json, int room)
    {
        if (room < 0)
        {
            return (
                Cut(json),
                $"has {json.Length} characters; a call has {MaxCharacters} at most. Do it in several calls, each with a part.");
        }

        var (depth, hasNul) = Measure(HalfCharacters.Replace(json));
        return depth > MaxDepth
            ? (Cut(json), $"is nested {depth} deep; {MaxDepth} is the most. Give it as a plain value.")
            : HalfCharacters.IsIn(json)
            ? (Parse(json), "holds half a character: a surrogate without its partner. Write the whole character.")
            : hasNul
            ? (Parse(json), "holds a NUL character, which no path, command or text file can have. Leave it out.")
            : (Parse(json), null);
    }

    /// <summary>How deep a value is, and whether one of its texts has a NUL; no depth is too much to be measured.</summary>
    private static (int Depth, bool HasNul) Measure(string json)
    {
        var (depth, hasNul) = (0, false);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            var opens = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
            depth = Math.Max(depth, reader.CurrentDepth + (opens ? 1 : 0));
            hasNul |= reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                && reader.ValueIsEscaped
                && reader.GetString()!.Contains('\0', StringComparison.Ordinal);
        }

        return (depth, hasNul);
    }

    private static JsonElement Parse(string json) => JsonElement.Parse(HalfCharacters.Replace(json));

    private static JsonElement Cut(string json) => JsonSerializer.SerializeToElement(Preview.HeadAndTail(json, Kept));

    private static string Safe(string name) => string.Concat(name.EnumerateRunes());
}
