using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlopTemporal.Activities.Model.Http;

/// <summary>Reads JSON that may be anything: what is missing or of another kind counts as absent.</summary>
internal static partial class JsonReading
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    /// <summary>The text as JSON on its own, or null.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Whole(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half of a surrogate pair would throw wherever its string is read.
    private static string Whole(string text) => text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
        ? Escapes().Replace(text, m => m.Groups["half"].Success ? @"\ufffd" : m.Value)
        : text;

    // Each escape is taken whole, so that an escaped backslash before "ud83d" is none of this.
    [GeneratedRegex(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();
}
