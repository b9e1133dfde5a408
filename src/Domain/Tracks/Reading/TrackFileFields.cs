using SlopTemporal.Domain.Tracks.Reading.Fields;

namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>The names of all fields that a track file may hold, for schemas and documents.</summary>
public static class TrackFileFields
{
    /// <summary>Of the track object.</summary>
    public static IReadOnlyList<string> Track => TrackFields.Table.Names;

    /// <summary>Of a ticket.</summary>
    public static IReadOnlyList<string> Ticket => TicketFields.Table.Names;

    /// <summary>Of <c>approvals</c>.</summary>
    public static IReadOnlyList<string> Approvals => ApprovalsFields.Table.Names;

    /// <summary>Of <c>budget</c>.</summary>
    public static IReadOnlyList<string> Budget => BudgetFields.Table.Names;
}
