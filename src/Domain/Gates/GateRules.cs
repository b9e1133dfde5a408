using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates;

/// <summary>Which gates a ticket has, and how long they wait. The default has none: a ticket of an older history asks nobody.</summary>
public sealed record GateRules
{
    public GatePolicy Spawn { get; init; }

    public GatePolicy Tool { get; init; }

    public GatePolicy Integrate { get; init; }

    public GatePolicy Question { get; init; }

    /// <summary>Minutes until <see cref="OnDeadline"/> is applied; null: for ever.</summary>
    public int? DeadlineMinutes { get; init; }

    public GateDefault OnDeadline { get; init; }

    /// <summary>The rules of a track: <c>auto_queue: false</c> means that each spawn is asked for.</summary>
    public static GateRules Of(Track track) => new()
    {
        Spawn = track.AutoQueue ? track.Approvals.Spawn : GatePolicy.Ask,
        Tool = track.Approvals.Tool,
        Integrate = track.Approvals.Integrate,
        Question = track.Approvals.Question,
        DeadlineMinutes = track.Approvals.DeadlineMinutes,
        OnDeadline = track.Approvals.OnDeadline,
    };

    /// <summary>The same in step mode: spawn and every tool call are asked for.</summary>
    public GateRules Stepwise() => this with { Spawn = GatePolicy.Ask, Tool = GatePolicy.Ask };

    /// <summary>What happens to a call: asked where every call is, or where the call itself says why it must be.</summary>
    public GatePolicy OfCall(bool asks) => (Tool, asks) switch
    {
        (GatePolicy.Ask, _) => GatePolicy.Ask,
        (GatePolicy.Deny, true) => GatePolicy.Deny,
        // Auto too: a track file must not open the sandbox by itself.
        (_, true) => GatePolicy.Ask,
        _ => GatePolicy.Auto,
    };
}
