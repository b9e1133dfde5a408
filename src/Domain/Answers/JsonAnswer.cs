using System.Text;
using System.Text.Json;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Answers;

/// <summary>The JSON in a model's reply: by itself, in a fence, or with words around it.</summary>
public static class JsonAnswer
{
    /// <summary>Signs at which a value may begin that are looked at: a reply may be of any length, and hold code.</summary>
    private const int MaxStarts = 1000;

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>
    /// The last value that starts with one of the given signs and lies in no other: models think before they answer. Null: there is none
    /// that can be read.
    /// </summary>
    /// <param name="text">The reply.</param>
    /// <param name="open"><c>{</c> or <c>[</c>.</param>
    public static JsonElement? Find(string text, char open)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(HalfCharacters.Replace(text));
        JsonElement? found = null;
        for (var starts = 0; starts < MaxStarts && rest.IndexOf((byte)open) is >= 0 and var start; starts++)
        {
            rest = rest[start..];
            var (parsed, length) = Parse(rest);
            found = parsed ?? found;
            rest = rest[length..];
        }

        return found;
    }

    /// <summary>A text among the members of an object; null: there is none of that name, or it is empty.</summary>
    public static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && Text(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A list among the members of an object; empty: there is none of that name.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    /// <summary>A text; null: the value is none, or holds half a character.</summary>
    public static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && !HalfCharacters.IsIn(value.GetRawText()) ? value.GetString() : null;

    /// <summary>The value at the start of a text, and the number of bytes to go on after.</summary>
    private static (JsonElement? Value, int Length) Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Lenient);
            using var document = JsonDocument.ParseValue(ref reader);
            return (document.RootElement.Clone(), (int)reader.BytesConsumed);
        }
        catch (JsonException)
        {
            return (null, 1);
        }
    }
}
