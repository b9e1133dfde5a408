using System.Globalization;

namespace SlopTemporal.Local.Git;

/// <summary>What <c>git merge-tree -z --name-only</c> prints: tree, paths, an empty field, then messages.</summary>
internal static class MergeOutput
{
    public static MergeOutcome Read(string output)
    {
        var fields = output.Split('\0');
        var end = Array.IndexOf(fields, "", 1);
        var conflicts = fields[1..(end < 0 ? fields.Length : end)];
        return new(fields[0], [.. conflicts.Distinct()], end < 0 ? "" : string.Concat(Messages(fields[(end + 1)..])));
    }

    // Each: number of paths, the paths, the kind, the sentence.
    private static IEnumerable<string> Messages(string[] fields)
    {
        var at = 0;
        while (at < fields.Length
            && int.TryParse(fields[at], NumberStyles.None, CultureInfo.InvariantCulture, out var paths)
            && at + paths + 2 < fields.Length)
        {
            yield return fields[at + paths + 2];
            at += paths + 3;
        }
    }
}
