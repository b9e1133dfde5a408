using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Opens and closes the worktrees of a ticket.</summary>
internal sealed class TicketWorktree(Journal journal, Documents documents, Repositories repositories, RunWorktrees worktrees, WorktreeLock locks, Setup setup)
{
    private const string Record = "worktree";

    /// <summary>A clean worktree, set up; one that stands already stays as it is, with the work in it.</summary>
    public async Task<WorktreeResult> OpenAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(scope.Run, cancellationToken);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        foreach (var earlier in Of(scope, repository).Where(w => w.Attempt < scope.Attempt))
        {
            await worktrees.RemoveAsync(repository, earlier.Path, cancellationToken);
        }

        var stand = await BaseAsync(repository, scope, cancellationToken);
        var path = worktrees.Of(scope);
        await worktrees.AddAsync(repository, path, stand, cancellationToken);
        var failure = await setup.RunAsync(documents.Load(scope.Run.Document), path);
        await Residue.NoteAsync(repository, path, stand, cancellationToken);
        return new(stand, failure);
    }

    /// <summary>Removes all attempts' worktrees.</summary>
    public async Task CloseAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindAsync(scope.Run, cancellationToken);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        foreach (var worktree in Of(scope, repository))
        {
            await worktrees.RemoveAsync(repository, worktree.Path, cancellationToken);
        }

        locks.Forget(scope);
    }

    // The branch moves on while a retry waits; the attempt has to stand on one commit.
    private async Task<string> BaseAsync(GitRepository repository, AttemptScope scope, CancellationToken cancellationToken) =>
        (journal.Read<BaseRecord>(scope, Record)
            ?? journal.Write(scope, Record, new BaseRecord(await TrackBranch.TipAsync(repository, scope.Run, cancellationToken)))).Base;

    private IEnumerable<WorktreeFolder> Of(AttemptScope scope, GitRepository? repository) => worktrees.All(scope.Run, repository).Where(w => w.Ticket == scope.Ticket);

    private sealed record BaseRecord(string Base);
}
