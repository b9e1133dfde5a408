using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Worktrees, checks and commits, each step safe to run again, also while a stale run of it still goes on.</summary>
internal sealed class WorkspaceActivities(
    Documents documents,
    Repositories repositories,
    TrackBranch branch,
    BaseCheck baseCheck,
    TicketWorktree worktree,
    Verification verification,
    Commits commits) : IWorkspaceActivities
{
    /// <inheritdoc/>
    [Activity]
    public Task<BaseResult> PrepareTrackAsync(TrackScope run) => WorkspaceFailure.GuardAsync(async cancellationToken =>
    {
        var document = documents.Load(run.Document);
        var repository = await repositories.OpenAsync(run, cancellationToken);
        var commit = document.BaseCommit
            ?? throw WorkspaceFailure.Create($"Track {run.Track} names no commit to start from. Start it again with a 'base'.");
        var start = await repository.Commits.ResolveAsync(commit, cancellationToken);
        // What is in the way is said before minutes of setup; a base that is red leaves no branch behind.
        await TrackBranch.RefuseTakenAsync(repository, run, start, cancellationToken);
        return await baseCheck.RunAsync(repository, run, document, commit, cancellationToken) is { } red
            ? new BaseResult(start, red)
            : new BaseResult(await branch.MakeAsync(repository, run, start, cancellationToken));
    });

    /// <inheritdoc/>
    [Activity]
    public Task<WorktreeResult> OpenWorktreeAsync(AttemptScope scope) =>
        WorkspaceFailure.GuardAsync(token => worktree.OpenAsync(scope, token));

    /// <inheritdoc/>
    [Activity]
    public Task<WorktreeResult> CarryWorktreeAsync(AttemptScope scope) =>
        WorkspaceFailure.GuardAsync(token => worktree.CarryAsync(scope, token));

    /// <inheritdoc/>
    [Activity]
    public Task<VerifyResult> VerifyAsync(VerifyInput input) => WorkspaceFailure.GuardAsync(token => verification.RunAsync(input, token));

    /// <inheritdoc/>
    [Activity]
    public Task<CommitResult> CommitAsync(CommitInput input) => WorkspaceFailure.GuardAsync(token => commits.CommitAsync(input, token));

    /// <inheritdoc/>
    [Activity]
    public Task CloseWorktreeAsync(AttemptScope scope) => WorkspaceFailure.GuardAsync(token => worktree.CloseAsync(scope, token));
}
