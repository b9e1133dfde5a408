using System.Text.Json;

namespace SlopTemporal.Domain.Gates;

/// <summary>Later calls of the same ticket that an approval holds for too.</summary>
public enum CallGroup
{
    /// <summary>All calls of the same tool.</summary>
    Tool,

    /// <summary>All calls of tools that only read.</summary>
    Reads,
}

/// <summary>A person's answer to a gate, by signal or update; the shape of what <c>approve</c> and <c>reject</c> take.</summary>
public sealed record Decision
{
    /// <summary>Id of the gate. Null: the only one that is open.</summary>
    public string? Request { get; init; }

    /// <summary>Hash that was shown, or its first characters (4 at least). Null: whatever the action is now.</summary>
    public string? Hash { get; init; }

    public bool Approve { get; init; }

    /// <summary>Replaces the payload; its form depends on the kind of gate.</summary>
    public JsonElement? Edited { get; init; }

    /// <summary>The reason of a rejection, the answer to a question, or a remark.</summary>
    public string? Comment { get; init; }

    /// <summary>Who decided, as far as the sender says.</summary>
    public string? By { get; init; }

    /// <summary>True: the same call of any ticket of this track is approved from now on, without asking.</summary>
    public bool? Always { get; init; }

    /// <summary>
    /// Calls of this ticket that are not asked for from now on, but where a call itself, or a person's rule, says that it must be. Null:
    /// only this one.
    /// </summary>
    public CallGroup? All { get; init; }

    /// <summary>
    /// True: it came through this program, signed with the home's key. Only then it confirms commands that run without a sandbox. Set
    /// where it is received.
    /// </summary>
    public bool? IsSigned { get; init; }

    /// <summary>Unique per decision of a program: the same one sent twice counts once.</summary>
    public string? Id { get; init; }
}

/// <summary>A decided gate, for the record: what was shown, what was said, by whom and when.</summary>
/// <param name="Gate">As it was shown.</param>
/// <param name="Decision">As it was given, or the default of the deadline.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="ByDefault">True: nobody decided before the deadline. The decision's own words do not tell: a sender writes them.</param>
public sealed record DecidedGate(Gate Gate, Decision Decision, DateTimeOffset At, bool? ByDefault = null);

/// <summary>A person's changes to an agent that is about to start.</summary>
public sealed record SpawnEdit
{
    /// <summary>Replaces the whole prompt of the ticket.</summary>
    public string? Prompt { get; init; }

    /// <summary>Files to read beside those of the ticket, relative to the repository.</summary>
    public IReadOnlyList<string> AddFiles { get; init; } = [];

    /// <summary>Files of the ticket not to read.</summary>
    public IReadOnlyList<string> DropFiles { get; init; } = [];
}
