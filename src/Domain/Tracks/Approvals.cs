namespace SlopTemporal.Domain.Tracks;

/// <summary>What happens at a gate.</summary>
public enum GatePolicy
{
    /// <summary>The action happens without asking.</summary>
    Auto,

    /// <summary>A person decides; the ticket waits.</summary>
    Ask,

    /// <summary>The action is refused without asking.</summary>
    Deny,

    /// <summary>The tool policy decides (tool gates only).</summary>
    Policy,

    /// <summary>A person decides where the change is unusual (<see cref="Changes.UnusualChanges"/>); integrate gates only.</summary>
    AskIfUnusual,
}

/// <summary>The gate policy of each kind, as a track sets it.</summary>
public sealed record Approvals
{
    /// <summary>Before planned tickets start.</summary>
    public GatePolicy Plan { get; init; } = GatePolicy.Ask;

    public GatePolicy Spawn { get; init; } = GatePolicy.Auto;

    public GatePolicy Tool { get; init; } = GatePolicy.Policy;

    public GatePolicy Patch { get; init; } = GatePolicy.Ask;

    public GatePolicy Integrate { get; init; } = GatePolicy.Auto;

    public GatePolicy Question { get; init; } = GatePolicy.Ask;

    /// <summary>Minutes that a gate waits before <see cref="OnDeadline"/> is applied; null: for ever.</summary>
    public int? DeadlineMinutes { get; init; }

    /// <summary>What is decided where nobody does in time.</summary>
    public Gates.GateDefault OnDeadline { get; init; }
}
