namespace SlopTemporal.Local.Settings;

/// <summary>What somebody may have meant.</summary>
internal static class Nearest
{
    private const int MostEdits = 3;

    /// <summary>A sentence that starts with a space, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var best = known.Select(name => (Name: name, Edits: Edits(word.ToLowerInvariant(), name))).MinBy(candidate => candidate.Edits);
        return best.Edits <= Math.Min(MostEdits, best.Name.Length / 2) ? $" Did you mean '{best.Name}'?" : "";
    }

    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
