using System.Text.Json;

namespace SlopTemporal.Domain.Answers;

/// <summary>The JSON in a model's reply: by itself, in a fence, or with words around it.</summary>
public static class JsonAnswer
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The outermost value that starts with one of the given signs; null: there is none that can be read.</summary>
    /// <param name="text">The reply.</param>
    /// <param name="open"><c>{</c> or <c>[</c>.</param>
    public static JsonElement? Find(string text, char open)
    {
        var (start, end) = (text.IndexOf(open, StringComparison.Ordinal), text.LastIndexOf(open == '{' ? '}' : ']'));
        return start < 0 || end < start ? null : Parse(text[start..(end + 1)]);
    }

    /// <summary>A text among the members of an object; null: there is none of that name, or it is empty.</summary>
    public static string? Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
        && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;

    /// <summary>A list among the members of an object; empty: there is none of that name.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

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
}
