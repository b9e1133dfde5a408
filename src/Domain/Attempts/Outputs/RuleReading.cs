namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>Reads an output with one rule.</summary>
/// <remarks>Every line is looked at for one failure only, so that the time grows with the length of the output and no faster.</remarks>
internal sealed class RuleReading(ReasonRule rule, IReadOnlyList<string> lines)
{
    /// <summary>How many lines after a failure's first may tell of it: a long message stands between them, or a long trace.</summary>
    private const int Reach = 200;

    /// <summary>How many lines after its message are told with it at most, and how far they may lie.</summary>
    private const int MostMore = 2;
    private const int MoreReach = 6;

    public IReadOnlyList<Failure> Failures()
    {
        var starts = Starts();
        var failures = new List<Failure>();
        for (var i = 0; i < starts.Count; i++)
        {
            var end = Math.Min(i + 1 < starts.Count ? starts[i + 1] : lines.Count, starts[i] + Reach);
            if (Read(starts[i], end) is not { } failure)
            {
                continue;
            }

            // Go tells of a test before the parts that failed in it.
            if (failures.Count > 0 && failures[^1].Name is { } before
                && failure.Name?.StartsWith(before + "/", StringComparison.Ordinal) == true)
            {
                failure = failure with { Why = failure.Why ?? failures[^1].Why };
                failures.RemoveAt(failures.Count - 1);
            }

            failures.Add(failure);
        }

        return failures;
    }

    private List<int> Starts()
    {
        var first = rule.After is null ? 0 : IndexOf(rule.After, 0, lines.Count) + 1;
        return rule.After is not null && first == 0
            ? []
            : [.. Enumerable.Range(first, lines.Count - first).Where(i => lines[i].Contains(rule.Sign, StringComparison.Ordinal)
                && IsLike(rule.Line, i))];
    }

    private Failure? Read(int start, int next)
    {
        var stop = rule.End is null ? -1 : IndexOf(rule.End, start + 1, next);
        var end = stop < 0 ? next : stop;
        if ((rule.Needs is not null && IndexOf(rule.Needs, start + 1, end) < 0)
            || (rule.SumOfOthers is not null && IndexOf(rule.SumOfOthers, start + 1, end) >= 0))
        {
            return null;
        }

        var named = start + 1;
        var name = rule.Line.Find(lines[start], "name");
        while (rule.NameGoesOn is not null && named < end && rule.NameGoesOn.Find(lines[named], "name") is { } part)
        {
            name = $"{name} › {part}";
            named++;
        }

        var told = rule.Why is null ? start : IndexOf(rule.Why, named, end);
        if (told < 0 && rule.Order == ReasonOrder.WhyMayStandBefore)
        {
            told = FirstBefore(start);
        }

        var why = told < 0 ? null : Message(rule.Why ?? rule.Line, told, end);
        return name is null && why is null ? null : new(start, name?.TrimEnd(':'), why, Place(start, end, told));
    }

    private string? Message(LinePattern pattern, int told, int end)
    {
        var why = pattern.Find(lines[told], "why");
        if (why is null && (rule.Why is not null || rule.Line.Find(lines[told], "name") is null))
        {
            told = IndexOfText(told + 1, end);
            why = told < 0 ? null : lines[told].Trim();
        }

        if (why is null || rule.More is null)
        {
            return why?.TrimEnd(':');
        }

        var near = Enumerable.Range(told + 1, Math.Clamp(end - told - 1, 0, MoreReach));
        foreach (var more in near.Where(i => IsLike(rule.More, i)).Take(MostMore))
        {
            why += (why[^1] is ':' or '.' ? " " : ", ") + lines[more].Trim();
        }

        return why.TrimEnd(':');
    }

    private string? Place(int start, int end, int told)
    {
        if (rule.Line.Find(lines[start], "place") is { } own)
        {
            return Place(rule.Line, start, own);
        }

        if (rule.Why is not null && told >= 0 && rule.Why.Find(lines[told], "place") is { } beside)
        {
            return Place(rule.Why, told, beside);
        }

        if (rule.Where is null)
        {
            return null;
        }

        var at = rule.Order == ReasonOrder.LastFailure && told >= 0
            ? LastIndexOf(rule.Where, start, told)
            : IndexOf(rule.Where, start, end);
        return at < 0 ? null : Place(rule.Where, at, rule.Where.Find(lines[at], "place"));
    }

    private int FirstBefore(int start)
    {
        var first = start;
        while (first > 0 && rule.Why is not null && IsLike(rule.Why, first - 1))
        {
            first--;
        }

        return first < start ? first : -1;
    }

    private string? Place(LinePattern pattern, int at, string? place) =>
        pattern.Find(lines[at], "row") is { } row ? $"{place}:{row}" : place;

    private bool IsLike(LinePattern pattern, int at) => pattern.IsLike(lines[at]) && rule.Not?.IsLike(lines[at]) != true;

    private int IndexOf(LinePattern pattern, int from, int end)
    {
        while (from < end && !IsLike(pattern, from))
        {
            from++;
        }

        return from < end ? from : -1;
    }

    private int LastIndexOf(LinePattern pattern, int from, int end)
    {
        end--;
        while (end >= from && !IsLike(pattern, end))
        {
            end--;
        }

        return end >= from ? end : -1;
    }

    private int IndexOfText(int from, int end)
    {
        while (from < end && string.IsNullOrWhiteSpace(lines[from]))
        {
            from++;
        }

        return from < end ? from : -1;
    }
}
