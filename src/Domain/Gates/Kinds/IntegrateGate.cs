using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>A verified commit about to be merged. A rejection with a reason is a failed attempt, so that the next one reads it.</summary>
internal static class IntegrateGate
{
    public static GateDescriptor Descriptor { get; } = new()
    {
        Kind = GateKind.Integrate,
        AfterRejection = AfterRejection.GoesOnAfterPerson,
        DetailLanguage = "diff",
        Policy = new()
        {
            When = "before a ticket's commit is merged",
            Read = approvals => approvals.Integrate,
            Write = (approvals, policy) => approvals with { Integrate = policy },
            Apply = (rules, policy) => rules with { Integrate = policy },
            MoreWords = [GatePolicy.AskIfUnusual],
            NeedsRepository = true,
        },
    };
}
