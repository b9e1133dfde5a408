using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Puts a worktree onto another commit, once: what is done there afterwards is not lost to a retry.</summary>
internal static class Stand
{
    private const string Note = "stand";

    /// <summary>Files as in the commit; ignored ones and what setup made stay.</summary>
    /// <param name="head">The commit to name as checked out instead, where the files' own is only a vehicle.</param>
    public static async Task OnAsync(GitRepository repository, string worktree, string commit, string? head, CancellationToken cancellationToken)
    {
        var notes = new WorktreeNotes(worktree);
        if (notes.Read<StandNote>(Note)?.Commit == commit)
        {
            return;
        }

        // First, in case that a crash left them parked.
        Residue.Unpark(worktree);
        Residue.Park(worktree);
        await repository.CheckoutAsync(worktree, commit, cancellationToken);
        Residue.Unpark(worktree);
        if (head is not null)
        {
            await repository.UpdateRefAsync(await repository.WorktreeHeadAsync(worktree, cancellationToken), head, commit, cancellationToken);
        }

        notes.Write(Note, new StandNote(commit));
    }

    private sealed record StandNote(string Commit);
}
