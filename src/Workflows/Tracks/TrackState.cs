using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>
/// All that a track remembers over continue-as-new: the state of each of its parts, as the part itself keeps it. A part that has to
/// remember more adds a member to its own record; nothing else changes.
/// </summary>
/// <remarks>Histories outlive code: members are added, never renamed or retyped.</remarks>
public sealed record TrackState
{
    public required OutcomeState Outcome { get; init; }

    public required TicketsState Tickets { get; init; }

    public required BudgetState Budget { get; init; }

    public HoldState Hold { get; init; } = new();

    public required QuotaState Quota { get; init; }

    public required InboxState Inbox { get; init; }

    public required NoticesState Notices { get; init; }

    public required ScreenState Screen { get; init; }

    /// <summary>Where a run starts: where the run before stopped, or at the beginning.</summary>
    /// <param name="input">Input of the run, which has the state of the run before.</param>
    /// <param name="now">The clock; read only at the beginning.</param>
    public static TrackState AtStart(TrackInput input, Func<DateTimeOffset> now) => input.State ?? input.Carry?.ToState(input) ?? new()
    {
        Outcome = new() { Started = input.Plan?.Started ?? now() },
        Tickets = new()
        {
            MaxWorkers = input.MaxWorkers,
            Statuses = [.. input.Graph.Select(_ => TicketStatus.Todo)],
            Tickets = [.. input.Graph.Select(_ => new TicketRecord())],
        },
        Budget = new() { Budget = input.Budget, ClosedGates = input.Plan?.BudgetGates ?? 0 },
        Quota = new(),
        Inbox = new() { Requests = input.Plan?.Requests ?? new() },
        Notices = new(),
        Screen = new(),
    };
}
