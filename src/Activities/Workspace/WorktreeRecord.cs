using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>What git has on record about a worktree.</summary>
/// <param name="Path">Its folder, which may be gone.</param>
/// <param name="Head">What it has checked out: <c>ref: refs/heads/…</c> or a commit.</param>
internal sealed record WorktreeRecord(string Path, string Head)
{
    private const string HeadFile = "HEAD";

    /// <summary>All worktrees, the person's own checkout first.</summary>
    public static IReadOnlyList<WorktreeRecord> All(GitRepository repository)
    {
        var linked = new DirectoryInfo(System.IO.Path.Combine(repository.CommonDir, "worktrees"));
        return
        [
            new(System.IO.Path.GetDirectoryName(repository.CommonDir)!, Read(System.IO.Path.Combine(repository.CommonDir, HeadFile))),
            .. linked.Exists ? linked.EnumerateDirectories().OrderBy(record => record.Name, StringComparer.Ordinal).Select(ReadLinked) : [],
        ];
    }

    /// <summary>Where the branch is checked out; null: nowhere.</summary>
    public static string? FindCheckedOut(GitRepository repository, string branch) =>
        All(repository).FirstOrDefault(record => record.Head == $"ref: {branch}" && Directory.Exists(record.Path))?.Path;

    private static WorktreeRecord ReadLinked(DirectoryInfo record)
    {
        var gitFile = Read(System.IO.Path.Combine(record.FullName, "gitdir"));
        return new(System.IO.Path.GetDirectoryName(gitFile) ?? "", Read(System.IO.Path.Combine(record.FullName, HeadFile)));
    }

    // Another ticket may be removing its record just now.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
