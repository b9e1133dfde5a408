using System.Text.Json;

namespace SlopTemporal.Domain.Patches;

/// <summary>A diff as a decision carries it: a JSON list of its lines, so that a person can read and change it there.</summary>
public static class DiffJson
{
    /// <summary>The lines of a text.</summary>
    // Other ends of lines than these are characters of a line, and a patch has to keep them.
    public static JsonElement FromText(string diff) => JsonSerializer.SerializeToElement(
        diff.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n'));

    /// <summary>The text that the lines make.</summary>
    public static string ToText(JsonElement lines) => string.Concat(lines.EnumerateArray().Select(line => line.GetString() + "\n"));
}
