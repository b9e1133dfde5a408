namespace SlopTemporal.Domain.Attempts;

/// <summary>Notices a model that goes round in circles; the figures are those of Google's own command-line agent.</summary>
public static class LoopGuard
{
    /// <summary>The same call this often in a row is a loop.</summary>
    public const int EqualCallLimit = 5;

    /// <summary>The same piece of text this often, one directly after the other, is a loop.</summary>
    private const int EqualPieceLimit = 10;

    private const int MaxPieceLength = 50;

    /// <summary>Characters at the end of a text that are looked at.</summary>
    public const int TailLength = EqualPieceLimit * MaxPieceLength;

    /// <summary>Whether the calls, in order, end in one that was made too often.</summary>
    /// <param name="calls">Name and arguments of each.</param>
    public static bool Repeats(IReadOnlyList<string> calls) =>
        calls.Count >= EqualCallLimit && calls.Skip(calls.Count - EqualCallLimit).Distinct(StringComparer.Ordinal).Count() == 1;

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
