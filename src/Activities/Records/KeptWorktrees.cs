namespace SlopTemporal.Activities.Records;

/// <summary>Worktrees that outlive their run, so that a person can look at what blocked a ticket; <c>kept.json</c>.</summary>
/// <param name="Until">After this time they may be removed.</param>
/// <param name="Worktrees">Of blocked tickets, in order of path.</param>
public sealed record KeptWorktrees(DateTimeOffset Until, IReadOnlyList<KeptWorktree> Worktrees)
{
    /// <summary>How long they stay after the end of their track.</summary>
    public static readonly TimeSpan KeepDuration = TimeSpan.FromDays(7);
}

/// <summary>The worktree of a blocked ticket.</summary>
public sealed record KeptWorktree(string Ticket, string Path);
