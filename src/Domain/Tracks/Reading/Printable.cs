using System.Globalization;
using System.Text;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Text of a file made safe to print: what would move the cursor, hide or reorder is written as an escape.</summary>
internal static class Printable
{
    /// <summary>Maximum characters of a value that a message repeats.</summary>
    private const int MaxQuoted = 60;

    public static string Escape(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.Contains('\x7f', StringComparison.Ordinal))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(Escape(rune));
        }

        return escaped.ToString();
    }

    /// <summary>The same over several lines, with their tabs.</summary>
    public static string EscapeLines(string text) => string.Join(
        '\n',
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n')
            .Select(line => string.Join('\t', line.Split('\t').Select(Escape))));

    /// <summary>In quotes, escaped, cut at 60 characters.</summary>
    public static string Quote(string text) => $"\"{Shorten(text)}\"";

    /// <summary>Escaped and cut at 60 characters.</summary>
    public static string Shorten(string text)
    {
        // Escaping 5 MB to keep 60 characters would be waste.
        var escaped = Escape(text.Length > MaxQuoted * 2 ? text[..(MaxQuoted * 2)] : text);
        return escaped.Length <= MaxQuoted ? escaped : $"{escaped[..(MaxQuoted - 1)]}…";
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.SpaceSeparator when rune.Value != ' ' => $"\\u{{{rune.Value:x4}}}",
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => $"\\u{{{rune.Value:x4}}}",
            _ => rune.ToString(),
        },
    };
}
