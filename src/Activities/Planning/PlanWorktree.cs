using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Activities.Planning;

/// <summary>The worktree that tier 1 reads: the base as it is, without setup. Nothing changes it, and no command runs there.</summary>
internal sealed class PlanWorktree(
    Documents documents,
    Repositories repositories,
    RunWorktrees worktrees,
    WorktreeLock locks,
    TicketWorktree tickets,
    BaseCheck baseCheck,
    CommandRunner commands)
{
    /// <summary>
    /// The check that fails on the base; null: none does, or the track has none yet. What nobody has confirmed runs in a sandbox only, and
    /// otherwise after the plan is approved.
    /// </summary>
    public async Task<CheckFailure?> CheckBaseAsync(TrackScope run, CancellationToken cancellationToken)
    {
        var document = documents.Load(run.Document);
        if (document.Track.Verify.Count == 0 || !(document.Trusted || await commands.IsConfinedAsync(document, cancellationToken)))
        {
            return null;
        }

        var repository = await repositories.OpenAsync(run, cancellationToken);
        return await baseCheck.RunAsync(repository, run, document, BaseOf(run), cancellationToken);
    }

    /// <summary>Lays it out.</summary>
    public async Task OpenAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(scope.Run, cancellationToken);
        var commit = BaseOf(scope.Run);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        await worktrees.AddAsync(repository, worktrees.PathFor(scope), commit, source: null, cancellationToken);
    }

    /// <summary>Removes it, with its lock.</summary>
    public Task CloseAsync(AttemptScope scope, CancellationToken cancellationToken) => tickets.CloseAsync(scope, cancellationToken);

    private string BaseOf(TrackScope run) => documents.Load(run.Document).BaseCommit
        ?? throw WorkspaceFailure.Create($"Track {run.Track} names no commit to start from. Start it again with a 'base'.");
}
