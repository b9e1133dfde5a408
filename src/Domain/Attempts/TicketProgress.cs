using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Attempts;

/// <summary>The next step of a ticket.</summary>
public enum TicketPhase
{
    /// <summary>Open a clean worktree for the attempt.</summary>
    Open,

    /// <summary>One turn of the model and its tools.</summary>
    Work,

    /// <summary>Verify the worktree and commit it.</summary>
    Check,

    /// <summary>Wait for the lane, merge, verify the merged tree, move the branch.</summary>
    Integrate,

    /// <summary>Integrated, or answered where there is nothing to integrate.</summary>
    Completed,

    /// <summary>Given up until a person decides.</summary>
    Blocked,

    /// <summary>Left out, as the default of a gate's deadline wants; its dependants go on.</summary>
    Skipped,
}

/// <summary>All that a ticket has to remember between two steps: small enough to travel.</summary>
public sealed record TicketProgress
{
    public TicketPhase Phase { get; init; } = TicketPhase.Open;

    /// <summary>Counts from 1 and never restarts.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The attempt after which the ticket is blocked.</summary>
    public int LastAttempt { get; init; } = 1;

    /// <summary>Turns of this attempt that are over.</summary>
    public int Turn { get; init; }

    /// <summary>Lowest rung of the ladder for the next call.</summary>
    public int Rung { get; init; }

    /// <summary>Commit that the work is based on.</summary>
    public string? Base { get; init; }

    /// <summary>Commit of the verified work, put onto <see cref="Base"/>.</summary>
    public string? Commit { get; init; }

    /// <summary>Tree that <c>verify</c> passed on.</summary>
    public string? VerifiedTree { get; init; }

    /// <summary>What <see cref="Commit"/> changes; null: not known, or nothing.</summary>
    public WorkSummary? Changes { get; init; }

    /// <summary>What a person reads before <see cref="Commit"/> is merged, until the gate shows it; null: nobody is to be asked.</summary>
    public string? Review { get; init; }

    /// <summary>Merge conflicts resolved in this attempt; they cost no attempt.</summary>
    public int Conflicts { get; init; }

    /// <summary>Hash of the text that heads the next attempt's prompt: why the last one failed.</summary>
    public string? Evidence { get; init; }

    /// <summary>Hash of what a person wants of this attempt and those after it; null: nobody said anything.</summary>
    public string? Instruction { get; init; }

    /// <summary>Hash of a message to the model before its next turn, such as a conflict.</summary>
    public string? Message { get; init; }

    /// <summary>The gate at which it waits for a person; null: none is open.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Gates so far by kind; they never restart. Null: none.</summary>
    public IReadOnlyDictionary<GateKind, int>? Gates { get; init; }

    /// <summary>Tools whose calls a person approved for all of this ticket; null: none.</summary>
    public IReadOnlyList<string>? ApprovedTools { get; init; }

    /// <summary>True: a person approved all calls of this ticket that only read.</summary>
    public bool? ApprovedReads { get; init; }

    /// <summary>True: a person let this attempt's agent start.</summary>
    public bool? Spawned { get; init; }

    /// <summary>True: this attempt goes on with the work of the one before.</summary>
    public bool? Carries { get; init; }

    /// <summary>The call of <see cref="Turn"/> to go on with, from 1; null: none is left.</summary>
    public int? Call { get; init; }

    /// <summary>The commit that a person approved for merging.</summary>
    public string? Approved { get; init; }

    /// <summary>Why its verified commit cannot be merged now, a sentence for people; null: nothing is in the way.</summary>
    public string? Held { get; init; }

    /// <summary>Why an activity fails and is tried again, one line; null: none does.</summary>
    public string? Retrying { get; init; }

    /// <summary>What people told the model and it has not read yet.</summary>
    public IReadOnlyList<string>? Told { get; init; }

    /// <summary>The tier that is asked just now, beside the one that works tickets; null: none.</summary>
    public int? Asking { get; init; }

    /// <summary>Questions of this attempt to other tiers so far, by <see cref="Tier.Name"/>; null: none.</summary>
    public IReadOnlyDictionary<string, int>? Asked { get; init; }

    /// <summary>What tier 4 does about the red check of this attempt; null: it was not asked.</summary>
    public Repair? Repair { get; init; }

    /// <summary>The tree whose acceptance tier 2 called met; null: none yet.</summary>
    public string? AcceptedTree { get; init; }

    /// <summary>The tree that tier 2 has reviewed; null: none yet.</summary>
    public string? ReviewedTree { get; init; }

    /// <summary>Turns of this attempt that mended what a review found; null: none.</summary>
    public int? ReviewTurns { get; init; }

    /// <summary>What a review found and nobody mended, a line each: a person decides about the merge. Null: nothing.</summary>
    public string? Findings { get; init; }

    /// <summary>True: it is blocked because all of its attempts failed.</summary>
    public bool? Exhausted { get; init; }

    /// <summary>
    /// Tier 2's turn with a way on for the blocked ticket; 0: it was asked, and nothing is left to decide. Null: it was not asked.
    /// </summary>
    public int? WayOn { get; init; }

    /// <summary>Hash of what a person wants of a patch that they asked for; null: nobody asked for one.</summary>
    public string? PatchWish { get; init; }

    /// <summary>Time of activities so far; null: none.</summary>
    public TimeSpan? Busy { get; init; }

    /// <summary>Failed calls of the turn at work that are in <see cref="Usage"/> already; null: none.</summary>
    public int? Paid { get; init; }

    /// <summary>What the next call is expected to take; null: nothing is known.</summary>
    public Spending? Next { get; init; }

    /// <summary>When it met a used up quota; null: it has not, or the wait is over.</summary>
    public DateTimeOffset? QuotaMet { get; init; }

    /// <summary>Until when that quota is used up.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>Caps of its own as a person raised them; null: those of the file.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Last reason or last words, one line.</summary>
    public string? Reason { get; init; }

    /// <summary>Model that answered last; null: none has yet.</summary>
    public ModelName? Model { get; init; }

    /// <summary>What was spent, by model, in the order of first use.</summary>
    public IReadOnlyList<ModelUsage> Usage { get; init; } = [];

    /// <summary>The same for its track, which holds those of all tickets: with the first part of what a person reads at a gate.</summary>
    public TicketProgress Shorten() => this with
    {
        Gate = Gate?.Shorten(),
        Review = Review is null ? null : Preview.Head(Review, SlopTemporal.Domain.Gates.Gate.MaxSentDetail),
    };
}
