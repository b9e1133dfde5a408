using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Worktrees, checks and commits.</summary>
public interface IWorkspaceActivities
{
    /// <summary>
    /// Makes the branch <c>slop/&lt;track&gt;</c> and runs <c>setup</c> and <c>verify</c> on the base, before any model is called.
    /// </summary>
    [Activity]
    Task<BaseResult> PrepareTrackAsync(TrackScope run);

    /// <summary>A clean worktree at the branch's tip, with <c>setup</c> run in it once; the worktree of the attempt before goes.</summary>
    [Activity]
    Task<WorktreeResult> OpenWorktreeAsync(AttemptScope scope);

    /// <summary>The same with the work of the attempt before in it, on the commit that it stood on.</summary>
    [Activity]
    Task<WorktreeResult> CarryWorktreeAsync(AttemptScope scope);

    /// <summary>Runs the ticket's <c>verify</c>, then the track's, in the worktree as it is now.</summary>
    [Activity]
    Task<VerifyResult> VerifyAsync(VerifyInput input);

    /// <summary>Commits a verified tree onto the worktree's base; the same input gives the same commit.</summary>
    [Activity]
    Task<CommitResult> CommitAsync(CommitInput input);

    /// <summary>Removes the ticket's worktrees, all attempts.</summary>
    [Activity]
    Task CloseWorktreeAsync(AttemptScope scope);
}

/// <summary>The base of a track.</summary>
/// <param name="Tip">Commit of the branch.</param>
/// <param name="Failure">The check that is red before any work, if one is and the track does not allow it.</param>
public sealed record BaseResult(string Tip, CheckFailure? Failure = null);

/// <summary>An open worktree.</summary>
/// <param name="Base">Commit that it stands on.</param>
/// <param name="Failure">The <c>setup</c> command that failed, if one did.</param>
public sealed record WorktreeResult(string Base, CheckFailure? Failure = null);

/// <summary>Which state of a worktree to verify.</summary>
/// <param name="Scope">The attempt.</param>
/// <param name="Turn">The turn that ended the work: the same attempt may be verified again after a conflict.</param>
/// <param name="Base">Commit that the worktree stands on.</param>
public sealed record VerifyInput(AttemptScope Scope, int Turn, string Base);

/// <summary>A verified tree.</summary>
/// <param name="Tree">Git tree of the work, taken before the checks ran.</param>
/// <param name="Failure">The first check that did not pass.</param>
public sealed record VerifyResult(string Tree, CheckFailure? Failure = null);

/// <summary>A tree to commit.</summary>
/// <param name="Scope">The attempt.</param>
/// <param name="Turn">The turn that ended the work.</param>
/// <param name="Base">The parent.</param>
/// <param name="Tree">What to commit.</param>
/// <param name="Date">Author and committer date, from the workflow, so that a retry makes the same commit.</param>
public sealed record CommitInput(AttemptScope Scope, int Turn, string Base, string Tree, DateTimeOffset Date);

/// <summary>A commit.</summary>
/// <param name="Commit">Null where the ticket changed nothing.</param>
public sealed record CommitResult(string? Commit);
