using System.Text;

namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>An output as the lines that a person would see.</summary>
internal static class OutputText
{
    /// <summary>No tool's verdict is longer; a bundle that is printed as one line is.</summary>
    private const int MaxLine = 2_000;

    private const char Escape = '\e';
    private const char Bell = '\a';

    /// <param name="places">Folders that the reader knows: paths in them are shown relative to them.</param>
    public static IReadOnlyList<string> Lines(string output, IEnumerable<string> places)
    {
        var known = places.OrderByDescending(place => place.Length).SelectMany(place => new[] { $"file://{place}/", $"{place}/" }).ToList();
        return [.. output.Split('\n').Select(line => Clean(line, known))];
    }

    private static string Clean(string line, IReadOnlyList<string> places)
    {
        var shown = WithoutEscapes(Cut(LastWritten(line.TrimEnd('\r'))));
        foreach (var place in places)
        {
            shown = shown.Replace(place, "", StringComparison.Ordinal);
        }

        return (shown.AsSpan().ContainsAnyExceptInRange(' ', '~') ? Preview.Visible(shown) : shown).TrimEnd();
    }

    /// <summary>A carriage return writes over the line, as a progress bar does.</summary>
    private static string LastWritten(string line) => line[(line.LastIndexOf('\r') + 1)..];

    private static string Cut(string line) => line.Length <= MaxLine ? line : line[..MaxLine];

    private static string WithoutEscapes(string line)
    {
        var at = line.IndexOf(Escape, StringComparison.Ordinal);
        if (at < 0)
        {
            return line;
        }

        var shown = new StringBuilder(line.Length);
        var from = 0;
        for (; at >= 0; at = line.IndexOf(Escape, from))
        {
            shown.Append(line, from, at - from);
            from = EndOfEscape(line, at + 1);
        }

        return shown.Append(line, from, line.Length - from).ToString();
    }

    private static int EndOfEscape(string line, int at) => (at < line.Length ? line[at] : Escape) switch
    {
        // Colours and moves of the cursor end with a letter; titles, links and progress with a bell or another escape.
        '[' => After(line, at + 1, c => c is >= '@' and <= '~'),
        ']' => After(line, at + 1, c => c is Bell or '\\'),
        Escape => at,
        _ => at + 1,
    };

    private static int After(string line, int at, Predicate<char> isLast)
    {
        while (at < line.Length && !isLast(line[at]))
        {
            at++;
        }

        return Math.Min(at + 1, line.Length);
    }
}
