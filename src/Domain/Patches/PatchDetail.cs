namespace SlopTemporal.Domain.Patches;

/// <summary>What a gate shows of a patch: words about it, then its diff.</summary>
/// <param name="Notes">Why it is proposed, and its files.</param>
/// <param name="Diff">Its changes with their numbers; empty: it is not known here.</param>
/// <param name="Changes">How many numbers there are; null: the diff was cut, so that it is not known.</param>
public sealed record PatchDetail(string Notes, string Diff, int? Changes)
{
    private const string FileStart = "diff --git ";

    // What stands in place of lines that were cut off; a line of a diff has a sign in front.
    private const char Cut = '…';

    /// <summary>Divides the text of a gate.</summary>
    public static PatchDetail Read(string detail)
    {
        var start = StartOf(detail);
        var diff = detail[start..].TrimEnd('\n');
        return new(detail[..start].Trim('\n'), diff.Length == 0 ? "" : diff + "\n", Count(diff));
    }

    /// <summary>The first character of the diff; the length of the text where there is none.</summary>
    public static int StartOf(string detail)
    {
        if (detail.StartsWith(FileStart, StringComparison.Ordinal))
        {
            return 0;
        }

        var found = detail.IndexOf("\n" + FileStart, StringComparison.Ordinal);
        return found < 0 ? detail.Length : found + 1;
    }

    private static int? Count(string diff)
    {
        if (diff.Length == 0 || diff[diff.LastIndexOf('\n') + 1] == Cut)
        {
            return null;
        }

        try
        {
            return PatchSelection.Count(PatchReader.Read(diff));
        }
        catch (PatchException)
        {
            return null;
        }
    }
}
