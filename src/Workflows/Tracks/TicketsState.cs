using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>The tickets of a track and its scheduler, as far as they outlive a run of the track's workflow.</summary>
public sealed record TicketsState
{
    public required int MaxWorkers { get; init; }

    public bool Paused { get; init; }

    /// <summary>Tip of the branch; null: not known yet.</summary>
    public string? Tip { get; init; }

    /// <summary>Status of each ticket, in file order.</summary>
    public required IReadOnlyList<TicketStatus> Statuses { get; init; }

    /// <summary>What else is known of each ticket, in file order.</summary>
    public required IReadOnlyList<TicketRecord> Tickets { get; init; }
}
