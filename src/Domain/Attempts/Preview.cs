namespace SlopTemporal.Domain.Attempts;

/// <summary>Short forms of long texts; never splits a surrogate pair.</summary>
public static class Preview
{
    /// <summary>Most characters of a preview that travels in a payload.</summary>
    public const int Length = 200;

    /// <summary>One line, cut at the end.</summary>
    public static string Line(string? text, int most = Length)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= most ? line : line[..Whole(line, most - 1)] + "…";
    }

    /// <summary>Head and tail kept, the middle replaced by a note of its size.</summary>
    public static string HeadAndTail(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var head = Whole(text, most / 2);
        var tail = text.Length - (most / 2);
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text[..head]}\n… {tail - head} characters left out …\n{text[tail..]}";
    }

    private static int Whole(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
