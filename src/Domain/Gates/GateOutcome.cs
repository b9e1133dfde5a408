using System.Text.Json;

namespace SlopTemporal.Domain.Gates;

/// <summary>How a gate ended for the one who asked: a closed set.</summary>
public abstract record GateOutcome
{
    private GateOutcome()
    {
    }

    /// <summary>A person approved it.</summary>
    /// <param name="Edited">Replaces the payload; null: as it was shown.</param>
    /// <param name="Comment">A remark, or the answer to a question.</param>
    /// <param name="All">Later calls of the ticket that it holds for too; null: none.</param>
    public sealed record Approved(JsonElement? Edited = null, string? Comment = null, CallGroup? All = null) : GateOutcome
    {
        /// <summary>See <see cref="Decision.IsSigned"/>.</summary>
        public bool IsSigned { get; init; }
    }

    /// <summary>A person rejected it.</summary>
    /// <param name="Reason">In the person's words; null: none was given.</param>
    public sealed record Rejected(string? Reason = null) : GateOutcome;

    /// <summary>Nobody answered before the deadline.</summary>
    /// <param name="Default">What the track file wants then.</param>
    public sealed record Expired(GateDefault Default) : GateOutcome;

    /// <summary>The track stops its tickets for continue-as-new: the gate stays open, and the next run finds it.</summary>
    public sealed record Suspended : GateOutcome;

    /// <summary>Whether the action that was asked for may happen.</summary>
    public bool IsApproved => this is Approved or Expired { Default: GateDefault.Approve };

    /// <summary>Whether the ticket stops here: it is suspended, or given up at its deadline.</summary>
    public bool Stops => this is Suspended or Expired { Default: GateDefault.Skip };

    /// <summary>The outcome of a person's decision.</summary>
    public static GateOutcome From(Decision decision) =>
        decision.Approve
            ? new Approved(decision.Edited, decision.Comment, decision.All) { IsSigned = decision.IsSigned == true }
            : new Rejected(decision.Comment);
}
