using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

/// <summary>Reads texts as track files.</summary>
internal static class Reads
{
    /// <summary>Stands in a text where a problem is expected; it is taken out before reading.</summary>
    private const string Here = "§";

    public static TrackReadResult Text(string text) => TrackReader.Read(text, new("tracks/csv-export.json"));

    /// <summary>A track with a repository and these tickets.</summary>
    public static TrackReadResult Tickets(string tickets) => Text($$"""{"repository": ".", "tickets": [{{tickets}}]}""");

    /// <summary>The places marked in the text, as line and column, and what reading the rest of it gave.</summary>
    public static (IReadOnlyList<(int Line, int Column)> Places, TrackReadResult Reading) Marked(string text)
    {
        var places = new List<(int, int)>();
        for (var at = text.IndexOf(Here, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Here, StringComparison.Ordinal))
        {
            var before = text[..at];
            places.Add((before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n')));
            text = before + text[(at + Here.Length)..];
        }

        return (places, Text(text));
    }

    /// <summary>Holds if exactly the marked places have a problem of this code each.</summary>
    public static Problem[] Faults(string code, string marked, Func<TrackReadResult, IReadOnlyList<Problem>>? which = null)
    {
        var (places, reading) = Marked(marked);
        var problems = (which ?? (read => read.Errors))(reading);
        Assert.Equal(
            places.Select(place => (code, place.Line, place.Column)),
            problems.Select(problem => (problem.Code, problem.Line, problem.Column)));
        return [.. problems];
    }
}
