namespace SlopTemporal.Domain.Gates.Kinds;

/// <summary>The track cannot move its branch: an approval tries just the merge again, for all tickets that wait for it.</summary>
internal static class MergeGate
{
    public static GateDescriptor Descriptor { get; } = new() { Kind = GateKind.Merge, AfterRejection = AfterRejection.Ends };
}
