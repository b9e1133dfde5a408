using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Puts a worktree onto another commit, once: what is done there afterwards is not lost to a retry.</summary>
internal static class WorktreeCheckout
{
    private const string Note = "stand";

    /// <summary>Makes the files those of the commit; ignored files and what setup made stay.</summary>
    /// <param name="head">The commit that HEAD is to name instead; null: the same commit.</param>
    public static async Task RunOnceAsync(
        GitRepository repository, string worktree, string commit, string? head, CancellationToken cancellationToken)
    {
        var notes = new WorktreeNotes(worktree);
        if (notes.Read<CheckoutNote>(Note)?.Commit == commit)
        {
            return;
        }

        // First, because a crash may have left them outside.
        SetupFiles.MoveBack(worktree);
        SetupFiles.MoveAside(worktree);
        await repository.Worktrees.CheckoutAsync(worktree, commit, cancellationToken);
        SetupFiles.MoveBack(worktree);
        if (head is not null)
        {
            var name = repository.Worktrees.GetHeadRef(worktree);
            await repository.Refs.UpdateAsync(name, head, commit, cancellationToken);
        }

        notes.Write(Note, new CheckoutNote(commit));
    }

    private sealed record CheckoutNote(string Commit);
}
