using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>
/// What a run of a ticket's workflow remembers besides its <see cref="TicketProgress"/>: the state of each of its parts, as the part
/// itself keeps it. A suspended ticket needs none of it, since its track counts the messages of its next run from 1 again.
/// </summary>
/// <remarks>Histories outlive code: members are added, never renamed or retyped.</remarks>
public sealed record TicketRunState
{
    public required TrackLinkState Link { get; init; }

    public required RequestLogState Requests { get; init; }

    /// <summary>Where a run starts: where the run before stopped, or at the beginning.</summary>
    public static TicketRunState AtStart(TicketInput input) => input.State ?? new()
    {
        Link = new()
        {
            Orders = input.Talk?.Orders ?? input.Orders ?? new(),
            Sent = input.Talk?.Said ?? 0,
            LaneRequests = input.Talk?.LaneRequests ?? 0,
            Waits = input.Talk?.Gates ?? 0,
        },
        Requests = new() { Ids = input.Talk?.Requests ?? [] },
    };
}
