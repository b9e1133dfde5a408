namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>A plan of tickets, before they are added. Nothing proposes one yet.</summary>
internal static class PlanGate
{
    public static GateDescriptor Descriptor { get; } = new() { Kind = GateKind.Plan, AfterRejection = AfterRejection.Ends };
}
