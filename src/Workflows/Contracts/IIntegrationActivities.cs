using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Puts a ticket's commit onto <c>slop/&lt;track&gt;</c>, one ticket at a time.</summary>
public interface IIntegrationActivities
{
    /// <summary>Merges on git objects; no worktree is touched.</summary>
    [Activity]
    Task<MergeResult> MergeAsync(MergeInput input);

    /// <summary>Checks the merged commit out in the ticket's worktree and runs all checks on it.</summary>
    [Activity]
    Task<VerifyResult> VerifyMergedAsync(VerifyMergedInput input);

    /// <summary>Moves the branch by compare-and-swap, but not while it is checked out.</summary>
    [Activity]
    Task<AdvanceResult> AdvanceAsync(AdvanceInput input);

    /// <summary>
    /// Puts the ticket's worktree onto the new tip, with the conflict in it as markers, and writes a message about it for the model.
    /// </summary>
    [Activity]
    Task<ConflictResult> OpenConflictAsync(MergeInput input);
}

/// <summary>Result of a merge.</summary>
public enum MergeKind
{
    /// <summary>A commit on the tip, ready to be verified.</summary>
    Ready,
    Conflict,

    /// <summary>The branch has this ticket's work already.</summary>
    Merged,
}

/// <summary>A verified commit to merge onto the branch.</summary>
/// <param name="Scope">The attempt whose commit it is.</param>
/// <param name="Commit">The commit, whose parent may be an older tip of the branch.</param>
/// <param name="Date">Date of a merged commit, from the workflow, so that a retry makes the same commit.</param>
public sealed record MergeInput(AttemptScope Scope, string Commit, DateTimeOffset Date);

/// <summary>A merge on git objects.</summary>
public sealed record MergeResult
{
    public required MergeKind Kind { get; init; }

    /// <summary>Tip of the branch that was merged onto.</summary>
    public required string Tip { get; init; }

    /// <summary>The commit on that tip (ready), or the one that the branch has (merged).</summary>
    public string? Commit { get; init; }

    /// <summary>Tree of <see cref="Commit"/>.</summary>
    public string? Tree { get; init; }

    /// <summary>Files in conflict, at most 20.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>A merged commit to verify.</summary>
public sealed record VerifyMergedInput(AttemptScope Scope, string Commit, string Tree);

/// <summary>Where to move the branch from and to.</summary>
public sealed record AdvanceInput(AttemptScope Scope, string Tip, string Commit);

/// <param name="Moved">False: another commit is at the tip of the branch, merge again; or it is checked out.</param>
/// <param name="Held">Where it is checked out, and the way out, a sentence for people; null: nowhere.</param>
public sealed record AdvanceResult(bool Moved, string? Held = null);

/// <summary>A conflict that is in the worktree, for the model to resolve.</summary>
/// <param name="Tip">Commit that is now checked out in the worktree.</param>
/// <param name="Message">Hash of the message for the model.</param>
/// <param name="Files">Files in conflict, at most 20.</param>
public sealed record ConflictResult(string Tip, string Message, IReadOnlyList<string> Files);
