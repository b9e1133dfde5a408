using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Activities.Planning;

/// <summary>The worktree that tier 1 reads: the base as it is, without setup. Nothing changes it, and no command runs there.</summary>
internal sealed class PlanWorktree(
    Documents documents, Repositories repositories, RunWorktrees worktrees, WorktreeLock locks, TicketWorktree tickets)
{
    /// <summary>Its folder.</summary>
    public async Task<string> OpenAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(scope.Run, cancellationToken);
        var commit = documents.Load(scope.Run.Document).BaseCommit
            ?? throw WorkspaceFailure.Create($"Track {scope.Run.Track} names no commit to start from. Start it again with a 'base'.");
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        await worktrees.AddAsync(repository, worktrees.PathFor(scope), commit, source: null, cancellationToken);
        return worktrees.PathFor(scope);
    }

    /// <summary>Removes it, with its lock.</summary>
    public Task CloseAsync(AttemptScope scope, CancellationToken cancellationToken) => tickets.CloseAsync(scope, cancellationToken);
}
