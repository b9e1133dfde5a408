namespace SlopTemporal.Local.Git;

/// <summary>A commit as the log tells it.</summary>
public sealed record GitCommit(string Id, IReadOnlyList<string> Parents, DateTimeOffset CommittedAt, string Subject, string Body);

/// <summary>What a merge on objects gave.</summary>
/// <param name="Tree">The merged tree; with conflicts, the marked files are in it.</param>
/// <param name="Conflicts">Paths with conflicts; none if the merge is clean.</param>
/// <param name="Messages">What git says about them.</param>
public sealed record MergeOutcome(string Tree, IReadOnlyList<string> Conflicts, string Messages)
{
    public bool IsClean => Conflicts.Count == 0;
}

/// <summary>What is found where a worktree of ours should be.</summary>
public enum WorktreeState
{
    Missing,

    /// <summary>Left by a killed process: never handed to anyone.</summary>
    Unfinished,

    /// <summary>Checked out and handed over; it may hold work.</summary>
    Ready,
}
