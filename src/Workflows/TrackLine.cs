using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>What a track remembers of one ticket besides its scheduling. Mutable: it belongs to one workflow's own thread.</summary>
internal sealed class TrackLine(string id, TicketCarry? carry)
{
    /// <summary>Time of earlier runs.</summary>
    private TimeSpan _busyBefore = carry?.Busy ?? TimeSpan.Zero;

    /// <summary>The run of the ticket's workflow; null when none is open.</summary>
    public ChildWorkflowHandle<TicketWorkflow, TicketResult>? Handle { get; set; }

    /// <summary>Cancels that run.</summary>
    public CancellationTokenSource? Cancel { get; set; }

    /// <summary>Number of the last state that counted.</summary>
    public int Heard { get; set; }

    public int LaneRequest { get; set; }

    /// <summary>The last gate that this run of the ticket opened, counted from 1.</summary>
    public int GateNumber { get; set; }

    /// <summary>The gate that waits for a person; one that was decided does not any more.</summary>
    public Gate? OpenGate => Progress?.Gate is { } gate && gate.Id != DecidedGate ? gate : null;

    /// <summary>Id of the last gate that was decided here.</summary>
    public string? DecidedGate { get; set; } = carry?.Decision?.Request;

    /// <summary>A decision that no run of the ticket has heard yet.</summary>
    public Decision? Decision { get; set; } = carry?.Decision;

    /// <summary>Its allowance is spent, and it waits for more.</summary>
    public bool WantsBudget { get; set; }

    /// <summary>What this run of the ticket has spent; its allowance counts from there.</summary>
    public Spending Spent => Spending.Of(Progress?.Usage ?? [], Busy);

    /// <summary>What all runs of the ticket have spent.</summary>
    public Spending SpentInAll => Spending.Of(Before.Concat(Progress?.Usage ?? []), BusyInAll);

    private TimeSpan Busy => Progress?.Busy ?? TimeSpan.Zero;

    private TimeSpan BusyInAll => _busyBefore + Busy;

    /// <summary>What a person wants of the next attempt: hash of a note, a rung, and whether it goes on with the last one's work.</summary>
    public (string? Note, int? Rung, bool? Carries) Wanted { get; set; }

    public TrackOrders Orders { get; set; } = new();

    /// <summary>The last known progress; null before the first start.</summary>
    public TicketProgress? Progress { get; private set; } = carry?.Progress;

    /// <summary>True: the next start goes on from <see cref="Progress"/>.</summary>
    public bool Suspended { get; set; } = carry?.Progress is not null;

    public int Attempt { get; private set; } = carry?.Attempt ?? 0;

    public int Rung { get; private set; }

    public ModelName? Model { get; private set; } = carry?.Model;

    public string? Reason { get; set; } = carry?.Reason;

    public string? Commit { get; private set; } = carry?.Commit;

    public DateTimeOffset? Started { get; set; } = carry?.Started;

    public DateTimeOffset? Ended { get; set; } = carry?.Ended;

    /// <summary>Cost of earlier runs of the ticket's workflow, after which a person retried.</summary>
    public IReadOnlyList<ModelUsage> Before { get; private set; } = (carry?.Progress is null ? carry?.Usage : carry.Before) ?? [];

    public IReadOnlyList<ModelUsage> Usage => AttemptPolicy.Add(Before, Progress?.Usage ?? []);

    public void Hear(TicketProgress progress)
    {
        Progress = progress;
        Attempt = progress.Attempt;
        Rung = progress.Rung;
        Model = progress.Model ?? Model;
        Reason = progress.Reason;
        Commit = progress.Commit;
    }

    /// <summary>The progress of the next run: where it was suspended, or the next attempt.</summary>
    public TicketProgress Next(int maxAttempts, int rungs)
    {
        if (Suspended && Progress is not null)
        {
            Suspended = false;
            return Progress;
        }

        Before = Usage;
        _busyBefore = BusyInAll;
        var wanted = Wanted;
        Wanted = default;
        var attempt = Attempt + 1;
        return new()
        {
            Attempt = attempt,
            LastAttempt = Attempt + maxAttempts,
            Rung = wanted.Rung ?? Ladder.Start(attempt, Rung, rungs),
            Carries = wanted.Carries,
            Evidence = wanted.Note ?? Progress?.Evidence,
            Gates = Progress?.Gates,
        };
    }

    public TicketSnapshot Snapshot(TicketStatus status) => new()
    {
        Id = id,
        Status = status,
        Attempt = Attempt,
        Model = Model?.ToString(),
        Reason = Reason,
        Commit = status == TicketStatus.Completed ? Commit : null,
        Gate = OpenGate?.Id,
        Started = Started,
        Ended = Ended,
        Usage = Usage,
    };

    public TicketCarry Carry(TicketStatus status) => new(status)
    {
        Attempt = Attempt == 0 ? null : Attempt,
        Model = Model,
        Reason = Reason,
        Commit = Commit,
        Started = Started,
        Ended = Ended,
        Usage = Usage.Count == 0 ? null : Usage,
        Progress = Suspended ? Progress : null,
        Before = Suspended && Before.Count > 0 ? Before : null,
        Busy = (Suspended ? _busyBefore : BusyInAll) is { Ticks: > 0 } busy ? busy : null,
        Decision = Decision,
    };
}
