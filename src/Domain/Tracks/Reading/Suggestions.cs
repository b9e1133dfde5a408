namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Asks "did you mean …?" about a word that is nearly a known one.</summary>
public static class Suggestions
{
    private const int MaxSuggestions = 3;

    // What is longer than any id is no typing mistake, and comparing it would cost the square of its length.
    private const int MaxWordLength = TrackDefaults.MaxIdLength * 2;

    /// <summary>The nearest candidates, nearest first, then in their own order; a third of the letters may differ.</summary>
    public static IReadOnlyList<string> For(string word, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, word.Length / 3);
        return word.Length is 0 or > MaxWordLength
            ? []
            : [.. candidates
                .Select(candidate => (Candidate: candidate, Distance: EditDistance.Between(word, candidate, limit)))
                .Where(found => found.Distance <= limit)
                .OrderBy(found => found.Distance)
                .Take(MaxSuggestions)
                .Select(found => found.Candidate)];
    }

    /// <summary>The question, or null if nothing is near.</summary>
    public static string? Question(string word, IEnumerable<string> candidates) =>
        QuestionFor(For(word, candidates).Select(Printable.Quote));

    /// <summary>The question for what has been found, or null if that is nothing.</summary>
    public static string? QuestionFor(IEnumerable<string> found) =>
        found.ToArray() is { Length: > 0 } some ? $"did you mean {string.Join(" or ", some)}?" : null;
}
