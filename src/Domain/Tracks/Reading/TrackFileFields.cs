using SlopTemporal.Domain.Tracks.Reading.Fields;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>The names of all fields that a track file may hold, for schemas and documents.</summary>
public static class TrackFileFields
{
    /// <summary>Fields of the file's outermost object.</summary>
    public static IReadOnlyList<string> Track => TrackFields.Table.Names;

    /// <summary>Fields of an entry of <c>tickets</c>.</summary>
    public static IReadOnlyList<string> Ticket => TicketFields.Table.Names;

    /// <summary>Fields of <c>approvals</c>.</summary>
    public static IReadOnlyList<string> Approvals => ApprovalsFields.Table.Names;

    /// <summary>Fields of <c>budget</c>, of a track and of a ticket.</summary>
    public static IReadOnlyList<string> Budget => BudgetFields.Table.Names;
}
