using System.Globalization;
using System.Text;

namespace SlopTemporal.Domain.Attempts;

/// <summary>Short forms of long texts; never splits a surrogate pair.</summary>
public static class Preview
{
    /// <summary>Maximum characters of a preview that travels in a payload.</summary>
    public const int MaxLength = 200;

    /// <summary>One line, cut at the end.</summary>
    public static string Line(string? text, int maxLength = MaxLength)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= maxLength ? line : line[..BeforeHalfPair(line, maxLength - 1)] + "…";
    }

    /// <summary>A line without control characters, tabs aside, and without those that hide or turn the direction of text around.</summary>
    public static string Visible(string line) => string.Concat(line.EnumerateRunes().Where(IsVisible));

    /// <summary>Whole lines from the start, then how many are left out.</summary>
    public static string Head(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var end = text.LastIndexOf('\n', maxLength) is > 0 and var line ? line : BeforeHalfPair(text, maxLength);
        return $"{text[..end]}\n… {text.AsSpan(end).TrimEnd('\n').Count('\n')} lines left out …";
    }

    /// <summary>Head and tail kept, the middle replaced by a note of its size.</summary>
    public static string HeadAndTail(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var head = BeforeHalfPair(text, maxLength / 2);
        var tail = text.Length - (maxLength / 2);
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text[..head]}\n… {tail - head} characters left out …\n{text[tail..]}";
    }

    /// <summary>The length, or one less where the cut would fall between the two halves of a surrogate pair.</summary>
    private static int BeforeHalfPair(string text, int length) =>
        length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static bool IsVisible(Rune rune) =>
        rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
