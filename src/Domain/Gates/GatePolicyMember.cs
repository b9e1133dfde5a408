using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates;

/// <summary>The member of <c>approvals</c> for one kind of gate; it is named after the kind.</summary>
public sealed record GatePolicyMember
{
    /// <summary>When it is asked, such as <c>before a ticket starts</c>.</summary>
    public required string When { get; init; }

    /// <summary>The policy that a track has set.</summary>
    public required Func<Approvals, GatePolicy> Read { get; init; }

    /// <summary>The same track with another policy.</summary>
    public required Func<Approvals, GatePolicy, Approvals> Write { get; init; }

    /// <summary>Carries the policy into the rules that tickets work by.</summary>
    public required Func<GateRules, GatePolicy, GateRules> Apply { get; init; }

    /// <summary>Words that only this kind of gate knows, besides auto, ask and deny.</summary>
    public IReadOnlyList<GatePolicy> MoreWords { get; init; } = [];

    /// <summary>False: to refuse it without asking would mean nothing.</summary>
    public bool CanDeny { get; init; } = true;

    /// <summary>All words that it knows.</summary>
    public IReadOnlyList<GatePolicy> Words =>
        CanDeny ? [GatePolicy.Auto, GatePolicy.Ask, GatePolicy.Deny, .. MoreWords] : [GatePolicy.Auto, GatePolicy.Ask, .. MoreWords];

    /// <summary>True: a track without a repository never comes to such a gate.</summary>
    public bool NeedsRepository { get; init; }

    /// <summary>What holds where a track says nothing.</summary>
    public GatePolicy Default => Read(new());
}
