using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates;

/// <summary>Which gates a ticket has, and how long they wait. The default has none: a ticket of an older history asks nobody.</summary>
public sealed record GateRules
{
    /// <summary>Planned tickets. Auto, as in older histories, where none were planned, starts them.</summary>
    public GatePolicy Plan { get; init; }

    public GatePolicy Spawn { get; init; }

    public GatePolicy Tool { get; init; }

    /// <summary>A proposed patch. Auto, as in older histories, where none is proposed, applies what fits.</summary>
    public GatePolicy Patch { get; init; }

    public GatePolicy Integrate { get; init; }

    public GatePolicy Question { get; init; }

    /// <summary>Minutes until <see cref="OnDeadline"/> is applied; null: for ever.</summary>
    public int? DeadlineMinutes { get; init; }

    public GateDefault OnDeadline { get; init; }

    /// <summary>The rules of a track: <c>auto_queue: false</c> means that each spawn is asked for, unless all are denied.</summary>
    public static GateRules From(Track track)
    {
        var approvals = track.Approvals;
        var rules = new GateRules { DeadlineMinutes = approvals.DeadlineMinutes, OnDeadline = approvals.OnDeadline };
        foreach (var policy in GateTable.All.Select(kind => kind.Policy).OfType<GatePolicyMember>())
        {
            rules = policy.Apply(rules, policy.Read(approvals));
        }

        return track.AutoQueue || rules.Spawn == GatePolicy.Deny ? rules : rules with { Spawn = GatePolicy.Ask };
    }

    /// <summary>The same in step mode: spawn and every tool call are asked for.</summary>
    public GateRules Stepwise() => this with { Spawn = GatePolicy.Ask, Tool = GatePolicy.Ask };

    /// <summary>What happens to a call: asked where every call is, or where the call itself says why it must be.</summary>
    /// <param name="asks">The call itself says why it must be asked for.</param>
    /// <param name="rule">What a person's rule says of it; null: none matches.</param>
    public GatePolicy ForCall(bool asks, RulePolicy? rule = null) => (Tool, asks, rule) switch
    {
        (_, _, RulePolicy.Deny) => GatePolicy.Deny,
        (GatePolicy.Ask, _, _) or (_, _, RulePolicy.Ask) => GatePolicy.Ask,
        (GatePolicy.Deny, true, _) => GatePolicy.Deny,
        (_, true, RulePolicy.Allow) => GatePolicy.Auto,
        // Auto too: a track file must not open the sandbox by itself.
        (_, true, _) => GatePolicy.Ask,
        _ => GatePolicy.Auto,
    };
}
