using System.Text.Json;
using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Tier 4: why a command failed, and a patch that mends it.</summary>
/// <remarks>Both calls to models fail as <see cref="IModelActivities.TurnAsync"/> does.</remarks>
public interface IQualityActivities
{
    /// <summary>Asks why a command failed.</summary>
    [Activity]
    Task<FailureAnalysis> AnalyzeFailureAsync(FailureInput input);

    /// <summary>Asks for a patch, and checks it against the worktree; nothing is changed.</summary>
    [Activity]
    Task<PatchProposal> ProposePatchAsync(PatchInput input);

    /// <summary>Applies a proposed patch, or what a person made of it, to the worktree: all of it or nothing.</summary>
    [Activity]
    Task<AppliedPatch> ApplyPatchAsync(ApplyInput input);
}

/// <summary>A command that failed.</summary>
/// <param name="Call">The question about it.</param>
public sealed record FailureInput(TierCall Call)
{
    /// <summary>The check that is red; null: it is <see cref="Command"/>.</summary>
    public VerifyInput? Verify { get; init; }

    /// <summary>The worker's call that failed; the analysis becomes a part of its result. Null: it is <see cref="Verify"/>.</summary>
    public ToolInput? Command { get; init; }
}

/// <summary>Why it failed.</summary>
/// <param name="Bill">What the answer cost; null: the tier is not asked in this track.</param>
/// <param name="Cause">One line; null: the tier is not asked.</param>
/// <param name="Evidence">Hash of the analysis with the output after it, for the next attempt. Null: it is about a call.</param>
public sealed record FailureAnalysis(TierBill? Bill, string? Cause = null, string? Evidence = null);

/// <summary>What a patch is asked for.</summary>
/// <param name="Call">The question.</param>
/// <param name="Verify">The check that is red.</param>
public sealed record PatchInput(TierCall Call, VerifyInput Verify)
{
    /// <summary>The turn of tier 4 that holds the analysis; null: there is none.</summary>
    public int? Analysis { get; init; }

    /// <summary>Hash of what a person wants of the patch; null: nobody said anything.</summary>
    public string? Wish { get; init; }

    /// <summary>Hash of why the patch that was proposed before does not fit; null: none was.</summary>
    public string? Refused { get; init; }
}

/// <summary>A patch that fits the worktree, for a person to decide on; or why it does not.</summary>
public sealed record PatchProposal
{
    /// <summary>What the answer cost; null: the tier is not asked in this track.</summary>
    public TierBill? Bill { get; init; }

    /// <summary>Of the patch; null: there is none that fits.</summary>
    public string? Hash { get; init; }

    /// <summary>One line: files and lines.</summary>
    public string? Subject { get; init; }

    /// <summary>Analysis, files and numbered hunks, cut.</summary>
    public string? Detail { get; init; }

    /// <summary>Why it does not fit, one line; null: it does.</summary>
    public string? Problem { get; init; }

    /// <summary>Hash of the same in full, with the nearest lines.</summary>
    public string? Refused { get; init; }
}

/// <summary>Which patch to apply.</summary>
/// <param name="Scope">The attempt whose worktree it changes.</param>
/// <param name="Turn">The turn of tier 4 that proposed it.</param>
/// <param name="Edited">A person's <c>{"hunks":[1,3]}</c>, or another diff as a list of lines; null: all of it.</param>
public sealed record ApplyInput(AttemptScope Scope, int Turn, JsonElement? Edited = null)
{
    /// <summary>Hash of what is known of the red check; null: the next attempt is told nothing of the patch.</summary>
    public string? Evidence { get; init; }

    /// <summary>What a person said of the patch; null: nothing.</summary>
    public string? Comment { get; init; }
}

/// <param name="Problem">Why nothing was changed, a sentence for people; null: it is applied.</param>
/// <param name="Stat">What was changed, one line.</param>
/// <param name="Evidence">Hash of the evidence with the patch after it; null: none was given.</param>
public sealed record AppliedPatch(string? Problem, string? Stat = null, string? Evidence = null);
