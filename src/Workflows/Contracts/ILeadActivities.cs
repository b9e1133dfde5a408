using SlopTemporal.Domain.Answers;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>Tier 2: whether finished work is what its ticket asks for.</summary>
/// <remarks>Calls to models fail as <see cref="IModelActivities.TurnAsync"/> does.</remarks>
public interface ILeadActivities
{
    /// <summary>Asks whether each line of the acceptance is met.</summary>
    [Activity]
    Task<AcceptanceResult> JudgeAcceptanceAsync(WorkInput input);

    /// <summary>Asks for a review of the work against its ticket.</summary>
    [Activity]
    Task<ReviewResult> ReviewWorkAsync(WorkInput input);

    /// <summary>Asks for a way on where all attempts at a ticket have failed.</summary>
    [Activity]
    Task<WayOnResult> FindWayOnAsync(WayOnInput input);
}

/// <summary>A ticket that is blocked for good.</summary>
/// <param name="Call">The question about it.</param>
/// <param name="Evidence">Hash of how the last attempt ended; null: the reason says it.</param>
/// <param name="Reason">The same in one line.</param>
public sealed record WayOnInput(TierCall Call, string? Evidence, string Reason);

/// <summary>What tier 2 proposes for it.</summary>
/// <param name="Bill">What the answer cost; null: the tier is not asked in this track.</param>
/// <param name="Kind">Null: the tier is not asked.</param>
/// <param name="Reason">Why, one line.</param>
public sealed record WayOnResult(TierBill? Bill, WayOnKind? Kind = null, string Reason = "")
{
    /// <summary>Of the proposal, for a gate.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What is proposed, in lines, for a person to decide on.</summary>
    public string? Detail { get; init; }

    /// <summary>Hash of the new words as an instruction, or of the tickets that take its place.</summary>
    public string? Kept { get; init; }

    /// <summary>Ids of those tickets.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }
}

/// <summary>Work whose checks pass.</summary>
/// <param name="Call">The question about it.</param>
/// <param name="Verify">The checks that passed, with the tree that they passed on.</param>
public sealed record WorkInput(TierCall Call, VerifyInput Verify);

/// <summary>Whether the acceptance is met.</summary>
/// <param name="Bill">What the answer cost; null: the tier is not asked in this track.</param>
/// <param name="Unmet">What is not met, one line; null: all of it is.</param>
/// <param name="Evidence">Hash of the same with the evidence, for the next attempt.</param>
public sealed record AcceptanceResult(TierBill? Bill, string? Unmet = null, string? Evidence = null);

/// <summary>What a review found.</summary>
/// <param name="Bill">What the answer cost; null: the tier is not asked in this track.</param>
/// <param name="Findings">A line each; null: there are none.</param>
/// <param name="Message">Hash of the same as a message to the worker.</param>
public sealed record ReviewResult(TierBill? Bill, string? Findings = null, string? Message = null);
