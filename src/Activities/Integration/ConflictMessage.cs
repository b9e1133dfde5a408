using System.Text;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Integration;

/// <summary>The message that tells a model of a conflict that it has to work out.</summary>
internal static class ConflictMessage
{
    private const int MaxFiles = 100;
    private const int MaxCommits = 30;
    private const int MaxMessageCharacters = 4_000;

    /// <param name="branch">Short name of the branch, without <c>refs/heads/</c>.</param>
    /// <param name="merge">The merge that is laid out.</param>
    /// <param name="since">Commits on the branch that the work did not know, newest first.</param>
    public static string Format(string branch, MergeOutcome merge, IReadOnlyList<GitCommit> since)
    {
        var text = new StringBuilder();
        text.Append($"Your work does not merge with {branch}: others changed the same places while you worked.\n")
            .Append("The worktree now holds the branch as it is, with your work merged into it. Files in conflict:\n\n");
        AppendList(text, merge.Conflicts, MaxFiles);
        text.Append($"\nWhere both changed the same lines, `<<<<<<<` begins what is on {branch}, ")
            .Append("`=======` divides, and `>>>>>>>` ends what is yours.\n")
            .Append("A file in conflict without markers was deleted, renamed or is binary on one side: ")
            .Append("decide which state is right. Git says:\n\n")
            .Append(Preview.HeadAndTail(merge.Messages.Trim(), MaxMessageCharacters))
            .Append($"\n\nOn {branch} since you began:\n\n");
        AppendList(text, [.. since.Select(commit => $"{commit.Id[..10]} {commit.Subject}")], MaxCommits);
        text.Append("\nRead each of these files. Keep what both sides meant, remove every marker line, and change nothing else. ")
            .Append("Then answer without a call: the checks run on the result.\n");
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<string> items, int maximum)
    {
        foreach (var item in items.Take(maximum))
        {
            text.Append($"- {item}\n");
        }

        if (items.Count > maximum)
        {
            text.Append($"- … and {items.Count - maximum} more\n");
        }
    }
}
