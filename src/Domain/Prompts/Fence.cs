namespace SlopTemporal.Domain.Prompts;

/// <summary>Encloses a text so that nothing within it can end the enclosure.</summary>
public static class Fence
{
    private const int MinBackticks = 3;

    /// <summary>A Markdown code block whose delimiter is longer than any run of backticks in the text.</summary>
    public static string Around(string text, string info = "")
    {
        var delimiter = new string('`', Math.Max(MinBackticks, LongestRun(text) + 1));
        var end = text.EndsWith('\n') ? "" : "\n";
        return $"{delimiter}{info}\n{text}{end}{delimiter}";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
