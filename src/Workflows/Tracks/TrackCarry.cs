using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>
/// State of a track over continue-as-new, as builds before <see cref="TrackState"/> wrote it. Running tracks may still have it.
/// </summary>
public sealed record TrackCarry
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Commit at the tip of the branch.</summary>
    public string? Tip { get; init; }

    public bool Paused { get; init; }

    public int MaxWorkers { get; init; }

    /// <summary>Caps as people raised them; null: those of the file.</summary>
    public Budget? Budget { get; init; }

    /// <summary>No call is made until then: a model's quota is used up. Null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>When the last such wait was over; null: there was none.</summary>
    public DateTimeOffset? QuotaServed { get; init; }

    /// <summary>Budget gates that were decided; null: none.</summary>
    public int? BudgetGates { get; init; }

    /// <summary>Hashes of calls that a person approved for the whole track; null: none.</summary>
    public IReadOnlyList<string>? Always { get; init; }

    /// <summary>Requests that had no effect; null: none.</summary>
    public IReadOnlyList<RequestProblem>? Problems { get; init; }

    /// <summary>Ids of requests that were done; null: none.</summary>
    public IReadOnlyList<string>? Requests { get; init; }

    /// <summary>State of each ticket, in file order.</summary>
    public required IReadOnlyList<TicketCarry> Tickets { get; init; }

    /// <summary>The same in today's form.</summary>
    public TrackState ToState(TrackInput input) => new()
    {
        Outcome = new() { Started = Started },
        Tickets = new()
        {
            MaxWorkers = MaxWorkers,
            Paused = Paused,
            Tip = Tip,
            Statuses = [.. Tickets.Select(t => t.Status)],
            Tickets = [.. Tickets.Select(t => t.ToRecord())],
        },
        Budget = new() { Budget = Budget ?? input.Budget, ClosedGates = BudgetGates ?? 0 },
        Quota = new() { Until = QuotaUntil, Served = QuotaServed },
        Inbox = new() { Requests = new() { Problems = Problems ?? [], Ids = Requests ?? [] }, AlwaysApproved = Always ?? [] },
        Notices = new(),
        Screen = new(),
    };
}

/// <summary>State of a ticket over continue-as-new of its track. Null members: nothing yet.</summary>
public sealed record TicketCarry(TicketStatus Status)
{
    /// <summary>Attempts that were begun; they never restart.</summary>
    public int? Attempt { get; init; }

    public ModelName? Model { get; init; }

    public string? Reason { get; init; }

    public string? Commit { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public IReadOnlyList<ModelUsage>? Usage { get; init; }

    /// <summary>The part of <see cref="Usage"/> that runs before the suspended one spent; null: nothing.</summary>
    public IReadOnlyList<ModelUsage>? Before { get; init; }

    /// <summary>Time of activities of runs before the suspended one; null: none.</summary>
    public TimeSpan? Busy { get; init; }

    /// <summary>A decision on its open gate that it has not received.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Where a suspended ticket goes on.</summary>
    public TicketProgress? Progress { get; init; }

    /// <summary>The same in today's form.</summary>
    public TicketRecord ToRecord() => new()
    {
        Attempt = Attempt ?? 0,
        Rung = Progress?.Rung ?? 0,
        Model = Model,
        Reason = Reason,
        Commit = Commit,
        Started = Started,
        Ended = Ended,
        Progress = Progress,
        Suspended = Progress is not null,
        EarlierUsage = Progress is null ? Usage : Before,
        EarlierBusy = Busy ?? TimeSpan.Zero,
        Decision = Decision,
    };
}
