using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Gates;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Words of models, repositories and track files made harmless for a terminal: the one place that does it.</summary>
/// <remarks>The console library escapes its own markup only; control and direction characters go through it.</remarks>
internal static class SafeText
{
    private const string Tab = "    ";

    /// <summary>One line without what would move the cursor, hide or reorder text; cut at the end.</summary>
    public static string Line(string? text, int maxLength = int.MaxValue)
    {
        var line = new StringBuilder();
        var cut = 0;
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            Append(line, rune);
            if (line.Length > maxLength)
            {
                line.Length = cut;
                return line.Append('…').ToString();
            }

            // The end of the last character after which an ellipsis still fits.
            cut = line.Length < maxLength ? line.Length : cut;
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The same over several lines.</summary>
    public static string Lines(string? text) => string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(l => Line(l)));

    /// <summary>Several lines with their spaces, for code.</summary>
    public static string Block(string? text) => string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n').Select(WithBlanks));

    /// <summary>What a person has to see at a gate: of a call or a patch, every character.</summary>
    public static string Detail(GateKind kind, string text) => kind switch
    {
        GateKind.Tool => Exact(text),
        GateKind.Patch => string.Join('\n', text.Split('\n').Select(ExactDiffLine)),
        _ => Block(text),
    };

    /// <summary>
    /// Several lines in which every character can be told from any other: a tab from blanks, blanks at the end of a line, and blanks and
    /// ends of lines that only look like the usual ones.
    /// </summary>
    public static string Exact(string text) => string.Join('\n', text.Split('\n').Select(ExactLine));

    /// <summary>Whether characters of the category would move the cursor, hide or reorder text.</summary>
    internal static bool IsHarmful(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;

    /// <summary>A part of a line with its spaces, those at its end too.</summary>
    public static string Part(string text) => Append(new(), text).ToString();

    /// <summary>The same, every character of it, for a part that others follow or that ends a line.</summary>
    public static string ExactPart(string text, bool endsLine) =>
        endsLine ? ExactLine(text) : string.Concat(text.EnumerateRunes().Select(Exact));

    // The blank in front of a line that stays is a sign of the diff, and none of its blanks.
    private static string ExactDiffLine(string line) => line is [' ', ..] ? " " + ExactLine(line[1..]) : ExactLine(line);

    private static string ExactLine(string text)
    {
        var kept = text.TrimEnd(' ');
        return string.Concat(kept.EnumerateRunes().Select(Exact)) + new string('·', text.Length - kept.Length);
    }

    private static string Exact(Rune rune) => rune.Value switch
    {
        ' ' => " ",
        '\t' => "→   ",
        _ when Rune.IsWhiteSpace(rune) || IsHarmful(Rune.GetUnicodeCategory(rune)) => $"\\u{rune.Value:x4}",
        _ => rune.ToString(),
    };

    private static string WithBlanks(string text) => Append(new(), text).ToString().TrimEnd();

    private static StringBuilder Append(StringBuilder line, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                ' ' => line.Append(' '),
                '\t' => line.Append(Tab),
                _ => Append(line, rune),
            };
        }

        return line;
    }

    private static StringBuilder Append(StringBuilder line, Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return line.Append(line.Length == 0 || line[^1] == ' ' ? "" : " ");
        }

        return line.Append(IsHarmful(Rune.GetUnicodeCategory(rune)) ? $"\\u{rune.Value:x4}" : rune.ToString());
    }
}
