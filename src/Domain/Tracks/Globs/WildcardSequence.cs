namespace SlopTemporal.Domain.Tracks.Globs;

/// <summary>A sequence in which some elements are wildcards: each stands for any number of elements.</summary>
internal readonly record struct WildcardSequence(int Length, Func<int, bool> IsWildcard)
{
    public static WildcardSequence Literal(int length) => new(length, _ => false);

    /// <summary>
    /// True if both sequences can be made the same. A table of suffixes, filled from the end: the time is the product of the lengths,
    /// whatever the patterns.
    /// </summary>
    public static bool CanMatch(WildcardSequence a, WildcardSequence b, Func<int, int, bool> areSame)
    {
        var below = new bool[b.Length + 1];
        for (var i = a.Length; i >= 0; i--)
        {
            var row = new bool[b.Length + 1];
            for (var j = b.Length; j >= 0; j--)
            {
                var (inA, inB) = (i < a.Length, j < b.Length);
                row[j] = (!inA && !inB)
                    || (inA && a.IsWildcard(i) && (below[j] || (inB && row[j + 1])))
                    || (inB && b.IsWildcard(j) && (row[j + 1] || (inA && below[j])))
                    || (inA && inB && !a.IsWildcard(i) && !b.IsWildcard(j) && below[j + 1] && areSame(i, j));
            }

            below = row;
        }

        return below[0];
    }
}
