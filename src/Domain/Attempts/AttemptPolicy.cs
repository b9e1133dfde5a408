using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Domain.Attempts;

/// <summary>How a ticket moves on: each step of its life as a pure function of its progress.</summary>
public static class AttemptPolicy
{
    /// <summary>Merge conflicts that the model may resolve in one attempt; the next one fails the attempt.</summary>
    public const int MaxConflicts = 3;

    /// <summary>Model turns of one attempt; one more fails it.</summary>
    public const int MaxTurns = 80;

    /// <summary>
    /// A failed attempt: the next one starts clean, with the evidence, on the next rung; after the last one the ticket is blocked.
    /// </summary>
    public static TicketProgress Fail(TicketProgress progress, int rungs, string reason, string? evidence)
    {
        var next = progress.Attempt + 1;
        return progress.Attempt >= progress.LastAttempt
            ? progress with { Phase = TicketPhase.Blocked, Reason = reason, Evidence = evidence, Exhausted = true }
            : progress with
            {
                Phase = TicketPhase.Open,
                Attempt = next,
                Turn = 0,
                Rung = Ladder.StartRung(next, progress.Rung, rungs),
                Base = null,
                Commit = null,
                VerifiedTree = null,
                Changes = null,
                Review = null,
                Held = null,
                Conflicts = 0,
                Evidence = evidence,
                Message = null,
                Spawned = null,
                Asked = null,
                Repair = null,
                AcceptedTree = null,
                ReviewedTree = null,
                ReviewTurns = null,
                Findings = null,
                Carries = null,
                Call = null,
                Paid = null,
                Next = null,
                Reason = reason,
            };
    }

    /// <summary>Nothing that a further attempt could change.</summary>
    public static TicketProgress Block(TicketProgress progress, string reason) =>
        progress with { Phase = TicketPhase.Blocked, Reason = reason };

    /// <summary>All attempts failed, and the ticket was reworded: as many attempts again, which read the new words.</summary>
    /// <param name="attempts">How many it had.</param>
    /// <param name="instruction">Hash of the new words.</param>
    public static TicketProgress Reword(TicketProgress progress, int rungs, int attempts, string instruction) =>
        Fail(progress with { LastAttempt = progress.Attempt + attempts }, rungs, progress.Reason!, progress.Evidence) with
        {
            Exhausted = null,
            Instruction = instruction,
        };

    /// <summary>A merge conflict: the same attempt goes on, on the new tip of the branch.</summary>
    public static TicketProgress ContinueAfterConflict(TicketProgress progress, string tip, string message) => progress with
    {
        Phase = TicketPhase.Work,
        Base = tip,
        Commit = null,
        VerifiedTree = null,
        Changes = null,
        Held = null,
        Conflicts = progress.Conflicts + 1,
        Message = message,
    };

    /// <summary>The commit would not hold all of the work: the model reads that, and the same attempt goes on.</summary>
    public static TicketProgress ContinueAfterNotice(TicketProgress progress, string message) =>
        progress with { Phase = TicketPhase.Work, Message = message };

    /// <summary>Opens a gate, or finds it open already: the same action keeps its id over a restart.</summary>
    public static TicketProgress OpenGate(TicketProgress progress, GateRules rules, GateKind kind, GateAction action, DateTimeOffset now)
    {
        if (progress.Gate is { } open && open.Kind == kind && open.Hash == action.Hash)
        {
            return progress;
        }

        var (gate, counts) = Gate.OpenNext(progress.Gates, rules, kind, action, now);
        return progress with { Gates = counts, Gate = gate };
    }

    /// <summary>Adds what a turn cost, by tier and model, in the order in which they were first used.</summary>
    public static IReadOnlyList<ModelUsage> AddUsage(IReadOnlyList<ModelUsage> total, IEnumerable<ModelUsage> more) =>
    [
        .. total.Concat(more)
            .GroupBy(u => (u.Model, u.Tier))
            .Select(g => new ModelUsage(g.Key.Model, g.Aggregate(Usage.None, (sum, u) => sum + u.Usage)) { Tier = g.Key.Tier }),
    ];
}
