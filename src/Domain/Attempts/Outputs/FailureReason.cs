namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>Finds in the output of a command that failed the line that says why.</summary>
/// <remarks>
/// The best of what the rules know; else the first line with a word such as <c>error</c>; else the last lines.
/// </remarks>
public static class FailureReason
{
    /// <summary>One line, no longer than a preview.</summary>
    /// <param name="places">Where the command ran, by the names that it may have printed: they tell the reader nothing.</param>
    public static string Find(string output, params IReadOnlyList<string> places)
    {
        var lines = OutputText.Lines(output, places);
        var text = string.Join('\n', lines);
        var rules = ReasonRules.All.Where(rule => text.Contains(rule.Sign, StringComparison.Ordinal)).GroupBy(rule => rule.Rank);
        return rules.OrderBy(rank => rank.Key).Select(rank => FindIn(rank, lines)).FirstOrDefault(reason => reason is not null)
            ?? PlainReason.Find(lines);
    }

    /// <summary>For a command that did not come to its end: where it stood says more than what it complained of before.</summary>
    public static string LastLines(string output) => PlainReason.LastLines(OutputText.Lines(output, []));

    private static string? FindIn(IEnumerable<ReasonRule> rules, IReadOnlyList<string> lines)
    {
        var told = rules.Select(rule => Tell(rule, new RuleReading(rule, lines).Failures())).OfType<Told>().ToList();

        // A runner that only names what failed may be told apart by another, which says why.
        return told.OrderBy(t => t.Failure.Why is null).ThenBy(t => t.Failure.At).FirstOrDefault()?.Sentence;
    }

    private static Told? Tell(ReasonRule rule, IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 0)
        {
            return null;
        }

        var failure = rule.Order == ReasonOrder.LastFailure ? failures.LastOrDefault(f => f.Why is not null) ?? failures[^1] : failures[0];
        if (failure.Why is null)
        {
            // Some runners name a test as it fails and say why at their end.
            failure = failures.FirstOrDefault(f => f.Name == failure.Name && f.Why is not null) ?? failure;
        }

        var names = failures.Select(f => f.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new(failure, failure.Sentence(rule.Rank == ReasonRank.FailedTest ? Math.Max(0, names.Count - 1) : 0));
    }

    private sealed record Told(Failure Failure, string Sentence);
}
