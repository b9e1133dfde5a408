using System.Text;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Integration;

/// <summary>Words a conflict for the model that works it out.</summary>
internal static class ConflictMessage
{
    private const int MostFiles = 100;
    private const int MostCommits = 30;
    private const int MostNotes = 4_000;

    /// <param name="branch">As people say it.</param>
    /// <param name="merge">The merge that is laid out.</param>
    /// <param name="since">Commits on the branch that the work did not know, newest first.</param>
    public static string Of(string branch, MergeOutcome merge, IReadOnlyList<GitCommit> since)
    {
        var text = new StringBuilder();
        text.Append($"Your work does not merge with {branch}: others changed the same places while you worked.\n")
            .Append("The worktree now holds the branch as it is, with your work merged into it. Files in conflict:\n\n");
        AppendList(text, merge.Conflicts, MostFiles);
        text.Append($"\nWhere both changed the same lines, `<<<<<<<` begins what is on {branch}, `=======` divides, and `>>>>>>>` ends what is yours.\n")
            .Append("A file in conflict without markers was deleted, renamed or is binary on one side: decide which state is right. Git says:\n\n")
            .Append(Preview.HeadAndTail(merge.Messages.Trim(), MostNotes))
            .Append($"\n\nOn {branch} since you began:\n\n");
        AppendList(text, [.. since.Select(commit => $"{commit.Id[..10]} {commit.Subject}")], MostCommits);
        text.Append("\nRead each of these files. Keep what both sides meant, remove every marker line, and change nothing else. Then answer without a call: the checks run on the result.\n");
        return text.ToString();
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<string> items, int most)
    {
        foreach (var item in items.Take(most))
        {
            text.Append($"- {item}\n");
        }

        if (items.Count > most)
        {
            text.Append($"- … and {items.Count - most} more\n");
        }
    }
}
