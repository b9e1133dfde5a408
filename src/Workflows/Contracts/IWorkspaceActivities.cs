using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>What happens in worktrees: they are opened, checked, committed and removed.</summary>
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

    /// <summary>The same with the work of the attempt before in it, on the commit that the work was based on.</summary>
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
/// <param name="Tip">Commit at the tip of the branch.</param>
/// <param name="Failure">The check that fails before any work; null: none does, or the track allows it.</param>
public sealed record BaseResult(string Tip, CheckFailure? Failure = null);

/// <summary>A worktree in which an attempt can work.</summary>
/// <param name="Base">Commit that is checked out.</param>
/// <param name="Failure">The <c>setup</c> command that failed; null: none did.</param>
public sealed record WorktreeResult(string Base, CheckFailure? Failure = null);

/// <summary>Which state of a worktree to verify.</summary>
/// <param name="Scope">The attempt whose work it is.</param>
/// <param name="Turn">The turn that ended the work: the same attempt may be verified again after a conflict.</param>
/// <param name="Base">Commit that the work is based on.</param>
public sealed record VerifyInput(AttemptScope Scope, int Turn, string Base)
{
    /// <summary>The turn of tier 4 whose patch was applied to the work since; null: none was.</summary>
    public int? Patched { get; init; }
}

/// <summary>Whether a worktree passes its checks.</summary>
/// <param name="Tree">Git tree of the work, taken before the checks ran.</param>
/// <param name="Failure">The first check that did not pass; null: all did.</param>
/// <param name="Notice">
/// Hash of what the model must read first, because a commit would not hold all of its work: no check ran. Null: nothing.
/// </param>
public sealed record VerifyResult(string Tree, CheckFailure? Failure = null, string? Notice = null)
{
    /// <summary>Checks that passed on the tree, in order; null: none ran, or it is of a build that did not say.</summary>
    public IReadOnlyList<PassedCheck>? Passed { get; init; }
}

/// <summary>A verified tree to commit.</summary>
/// <param name="Scope">The attempt whose work it is.</param>
/// <param name="Turn">The turn that ended the work.</param>
/// <param name="Base">Commit that becomes the parent.</param>
/// <param name="Tree">Git tree that <c>verify</c> passed on.</param>
/// <param name="Date">Author and committer date, from the workflow, so that a retry makes the same commit.</param>
/// <param name="Review">True: a person may be asked about it.</param>
public sealed record CommitInput(AttemptScope Scope, int Turn, string Base, string Tree, DateTimeOffset Date, bool? Review = null);

/// <summary>The commit of a ticket's work.</summary>
/// <param name="Commit">Null: the ticket changed nothing.</param>
/// <param name="Changes">What it changes; null: nothing, or the activity is of a build before.</param>
/// <param name="Review">What a person reads before they let it be merged; null: nobody asked for it.</param>
public sealed record CommitResult(string? Commit, WorkSummary? Changes = null, string? Review = null);
