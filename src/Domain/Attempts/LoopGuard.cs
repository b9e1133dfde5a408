namespace SlopTemporal.Domain.Attempts;

/// <summary>Notices a model that goes round in circles; how often a call or a piece of text may be equal is as in Google's own
/// command-line agent.</summary>
public static class LoopGuard
{
    /// <summary>The same call this often in a row is a loop, even within one reply, where no result is known.</summary>
    public const int EqualCallLimit = 5;

    /// <summary>Calls of the longest circle that is looked for.</summary>
    public const int LongestCircle = 3;

    /// <summary>A circle that was gone round this often is told to the model; see <see cref="LoopNotice"/>.</summary>
    public const int Rounds = 3;

    /// <summary>The same piece of text this often, one directly after the other, is a loop.</summary>
    private const int EqualPieceLimit = 10;

    private const int MaxPieceLength = 50;

    /// <summary>Characters at the end of a text that are looked at.</summary>
    public const int TailLength = EqualPieceLimit * MaxPieceLength;

    /// <summary>Whether the calls, in order, end in one that was made too often, with nothing new coming of it as far as is
    /// known.</summary>
    public static bool Repeats(IReadOnlyList<MadeCall> calls)
    {
        MadeCall[] end = [.. calls.Skip(calls.Count - EqualCallLimit)];
        return end.Length == EqualCallLimit
            && end.All(c => c.Call == end[0].Call)
            && end.Select(c => c.Result).Where(r => r is not null).Distinct(StringComparer.Ordinal).Count() <= 1;
    }

    /// <summary>
    /// The calls that were made over and over, one after the other, with the same results each time; null: the last calls are no circle.
    /// A call with a new result is progress, and so is one that lies between two equal ones and is another each time, such as an edit.
    /// </summary>
    /// <param name="made">All calls in order.</param>
    public static IReadOnlyList<string>? Circle(IReadOnlyList<MadeCall> made)
    {
        for (var period = 1; period <= LongestCircle && period * Rounds <= made.Count; period++)
        {
            MadeCall[] end = [.. made.Skip(made.Count - (period * Rounds))];
            if (end.All(c => c.Result is not null) && end.Skip(period).SequenceEqual(end.SkipLast(period)))
            {
                return [.. end.Take(period).Select(c => c.Call)];
            }
        }

        return null;
    }

    /// <summary>Whether all calls of a reply go on in the circle in which the calls before it end.</summary>
    /// <param name="made">All calls before it, in order.</param>
    /// <param name="calls">Of the reply; one that does anything else goes another way, with whatever else it asks for.</param>
    public static bool GoesOn(IReadOnlyList<MadeCall> made, IReadOnlyList<string> calls) =>
        Circle(made) is { } circle && calls.Count > 0 && calls.Index().All(c => c.Item == circle[c.Index % circle.Count]);

    /// <summary>Whether a text ends in the same piece over and over.</summary>
    public static bool Repeats(string text)
    {
        var end = text.AsSpan(Math.Max(0, text.Length - TailLength));
        // A rule of dashes or a run of spaces is no loop.
        if (end.Length < TailLength || end.TrimStart(end[0]).IsEmpty)
        {
            return false;
        }

        for (var period = 2; period <= MaxPieceLength; period++)
        {
            if (end[period..].SequenceEqual(end[..^period]))
            {
                return true;
            }
        }

        return false;
    }
}
