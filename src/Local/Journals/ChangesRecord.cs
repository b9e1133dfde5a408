namespace SlopTemporal.Local.Journals;

/// <summary>Which files a ticket's commit changes; <c>changes-n.json</c>.</summary>
/// <param name="Files">Paths, the first of them.</param>
/// <param name="More">Number of files beyond those.</param>
public sealed record ChangesRecord(IReadOnlyList<string> Files, int More)
{
    private const int MaxFiles = 30;

    /// <summary>The record of that many files: what reads it only shows them.</summary>
    public static ChangesRecord From(IReadOnlyList<string> files) => new([.. files.Take(MaxFiles)], Math.Max(0, files.Count - MaxFiles));
}
