using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SlopTemporal.Starter.Rendering;

/// <summary>
/// JSON for standard output, which may be a terminal. Control characters are escapes in any JSON; here so is what nobody sees and what
/// turns the direction of text around.
/// </summary>
internal static class PrintedJson
{
    public static string Text<T>(T value, JsonSerializerOptions options)
    {
        var json = JsonSerializer.Serialize(value, options);
        // Only the texts in it can hold such a character, so that an escape is right wherever one is found.
        if (!json.Any(IsHidden))
        {
            return json;
        }

        var text = new StringBuilder(json.Length);
        foreach (var character in json)
        {
            _ = IsHidden(character) ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : text.Append(character);
        }

        return text.ToString();
    }

    private static bool IsHidden(char character) =>
        !char.IsAscii(character) && SafeText.IsHarmful(char.GetUnicodeCategory(character));
}
