using System.Globalization;

namespace SlopTemporal.Domain.Changes;

/// <summary>What a person reads before they let a commit be merged: what to look at, the checks, the files, the first hunks.</summary>
public static class WorkReview
{
    /// <summary>Maximum characters: it travels in a payload.</summary>
    public const int MaxCharacters = 32_000;

    private const int MaxFiles = 30;
    private const int MaxLineCharacters = 400;

    /// <param name="summary">Of the changes.</param>
    /// <param name="changes">All files that the commit changes.</param>
    /// <param name="checks">The commands that passed on its tree, in order.</param>
    /// <param name="diff">The whole unified diff.</param>
    /// <param name="whole">The command that shows all of it.</param>
    public static string Create(
        WorkSummary summary, IReadOnlyList<FileChange> changes, IReadOnlyList<PassedCheck> checks, string diff, string whole)
    {
        string[] head =
        [
            .. summary.ToLookAt.Count == 0 ? [] : summary.ToLookAt.Prepend("Look at these before you approve:").Append(""),
            checks.Count == 0 ? "No check ran." : "Passed: " + string.Join("; ", checks.Select(Line)),
            "",
            .. changes.Take(MaxFiles).Select(change => $"  {change.Path}  {change.Describe()}"),
            .. changes.Count > MaxFiles ? [$"and {changes.Count - MaxFiles} more files"] : Array.Empty<string>(),
            "",
        ];
        return Cut([.. head, .. diff.TrimEnd('\n').Split('\n').Select(Shorten)], whole);
    }

    /// <summary>Whole lines from the start, then how many are left out and how to see them.</summary>
    private static string Cut(string[] lines, string whole)
    {
        var (length, shown) = (0, 0);
        while (shown < lines.Length && length + lines[shown].Length < MaxCharacters)
        {
            length += lines[shown++].Length + 1;
        }

        var text = string.Join('\n', lines.Take(shown));
        return shown == lines.Length
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}\n… {lines.Length - shown} more lines: {whole}");
    }

    private static string Line(PassedCheck check) => check.Took is { } took
        ? string.Create(CultureInfo.InvariantCulture, $"{check.Command} ({took.TotalSeconds:0.0} s)")
        : check.Command;

    private static string Shorten(string line) => line.Length <= MaxLineCharacters
        ? line
        : string.Create(CultureInfo.InvariantCulture, $"{line[..MaxLineCharacters]}… {line.Length - MaxLineCharacters} more characters");
}
