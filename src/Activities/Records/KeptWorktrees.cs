namespace SlopTemporal.Activities.Records;

/// <summary>Worktrees that outlive their run, so that a person can look at what blocked a ticket; <c>kept.json</c>.</summary>
/// <param name="Until">After it they may go.</param>
/// <param name="Worktrees">Of blocked tickets, in order of path.</param>
public sealed record KeptWorktrees(DateTimeOffset Until, IReadOnlyList<KeptWorktree> Worktrees)
{
    /// <summary>How long they stay after the end of their track.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromDays(7);
}

/// <summary>One of them.</summary>
/// <param name="Ticket">The blocked ticket.</param>
/// <param name="Path">Folder of the worktree.</param>
public sealed record KeptWorktree(string Ticket, string Path);
