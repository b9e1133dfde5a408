using System.Text.Json.Serialization;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>What a track knows of one ticket besides its scheduling, over all runs of the ticket's workflow.</summary>
/// <remarks>
/// It travels over continue-as-new as it is: members are added, never renamed or retyped. A track may have a thousand of them, so that a
/// ticket which has not started is an empty object.
/// </remarks>
public sealed record TicketRecord
{
    /// <summary>Attempts that were begun; 0: none. The count never restarts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempt { get; init; }

    /// <summary>Rung of the ladder on which the last attempt ended, from 0: a retry never starts below it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Rung { get; init; }

    /// <summary>Model that answered last; null: none has yet.</summary>
    public ModelName? Model { get; init; }

    /// <summary>See <see cref="TicketProgress.Reason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>See <see cref="TicketProgress.Commit"/>.</summary>
    public string? Commit { get; init; }

    /// <summary>See <see cref="TicketProgress.Changes"/>.</summary>
    public WorkSummary? Changes { get; init; }

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When its last run ended; null while one is open or suspended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The last known progress of the run at work, or of the last one. Null: none yet, or the ticket is completed.</summary>
    public TicketProgress? Progress { get; init; }

    /// <summary>True: the next start goes on from <see cref="Progress"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Suspended { get; init; }

    /// <summary>What was spent before <see cref="Progress"/> began, by model. Null: nothing.</summary>
    public IReadOnlyList<ModelUsage>? EarlierUsage { get; init; }

    /// <summary>Time of activities before <see cref="Progress"/> began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TimeSpan EarlierBusy { get; init; }

    /// <summary>Its part of the track's budget is spent, and it waits for more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WantsBudget { get; init; }

    /// <summary>A decision that was passed on and that the ticket has not acted on yet, as far as the track knows.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What people told the model while no run of the ticket could receive it. Null: nothing.</summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>What a person asked for with a retry that has not started yet; null: none is asked for.</summary>
    public RetryOptions? Retry { get; init; }

    /// <summary>The gate that waits for a person; one that was decided does not any more.</summary>
    public Gate? OpenGate() => Progress?.Gate is { } gate && gate.Id != Decision?.Request ? gate : null;

    /// <summary>What the run at work has spent; its allowance counts from there.</summary>
    public Spending SpentInRun() => Spending.From(Progress?.Usage ?? [], Busy);

    /// <summary>What all runs together have spent.</summary>
    public Spending SpentInTotal() => Spending.From(Usage(), EarlierBusy + Busy);

    /// <summary>The same by model, in the order of first use.</summary>
    public IReadOnlyList<ModelUsage> Usage() => AttemptPolicy.AddUsage(EarlierUsage ?? [], Progress?.Usage ?? []);

    private TimeSpan Busy => Progress?.Busy ?? TimeSpan.Zero;

    /// <summary>After the ticket reported its progress.</summary>
    public TicketRecord WithProgress(TicketProgress progress) => this with
    {
        Progress = progress,
        Attempt = progress.Attempt,
        Rung = progress.Rung,
        Model = progress.Model ?? Model,
        Reason = progress.Reason,
        Commit = progress.Commit,
        Changes = progress.Changes,
        // Its gate is closed or another one: it has acted on the decision.
        Decision = progress.Gate?.Id == Decision?.Request ? Decision : null,
    };

    /// <summary>The next run of the ticket's workflow begins: where it was suspended, or with the next attempt.</summary>
    /// <param name="maxAttempts">Attempts that a fresh start may take.</param>
    /// <param name="rungs">Number of models of the ladder.</param>
    public TicketRecord NextRun(int maxAttempts, int rungs)
    {
        // One that was cancelled while it was suspended begins anew, as any other that is retried.
        if (Suspended && Progress is not null && Retry is null)
        {
            return (this with { Suspended = false, Messages = null }).WithProgress(AddMessages(Progress));
        }

        var attempt = Attempt + 1;
        var next = new TicketProgress
        {
            Attempt = attempt,
            // A patch that a person asked for is one attempt: what follows is theirs to say.
            LastAttempt = Retry?.PatchWish is null ? Attempt + maxAttempts : attempt,
            PatchWish = Retry?.PatchWish,
            Rung = Retry?.Rung ?? Ladder.StartRung(attempt, Rung, rungs),
            Carries = Retry?.Carries,
            Evidence = Retry?.Note ?? Progress?.Evidence,
            Instruction = Retry?.Instruction,
            Gates = Progress?.Gates,
            ApprovedTools = Progress?.ApprovedTools,
            ApprovedReads = Progress?.ApprovedReads,
        };
        var started = this with
        {
            EarlierUsage = Usage(),
            EarlierBusy = EarlierBusy + Busy,
            Suspended = false,
            Retry = null,
            Messages = null,
        };
        return started.WithProgress(AddMessages(next));
    }

    private TicketProgress AddMessages(TicketProgress progress) =>
        Messages is null ? progress : progress with { Told = [.. progress.Told ?? [], .. Messages] };

    /// <summary>After a run of the ticket's workflow ended. A completed ticket is not started again: only its sums are kept.</summary>
    public TicketRecord EndRun(TicketEnd end, DateTimeOffset at)
    {
        var ended = end == TicketEnd.Suspended ? this with { Suspended = true } : this with { Ended = at, WantsBudget = false };
        return end == TicketEnd.Completed
            ? ended with { EarlierUsage = Usage(), EarlierBusy = EarlierBusy + Busy, Progress = null }
            : ended;
    }

    /// <summary>As a screen shows it.</summary>
    public TicketSnapshot ToSnapshot(string id, TicketStatus status) => new()
    {
        Id = id,
        Status = status,
        Attempt = Attempt,
        Model = Model?.ToString(),
        Reason = Reason,
        Commit = status == TicketStatus.Completed ? Commit : null,
        Changes = Changes,
        Retrying = status == TicketStatus.InProgress ? Progress?.Retrying : null,
        Gate = OpenGate()?.Id,
        Started = Started,
        Ended = Ended,
        Usage = Usage(),
        EarlierUsage = status == TicketStatus.InProgress ? EarlierUsage : null,
    };
}

/// <summary>What a person wants of the next attempt; null members: as usual.</summary>
/// <param name="Note">Hash of their words with the evidence after them, as builds before kept both in one text.</param>
/// <param name="Rung">Rung of the ladder to start on, from 0.</param>
/// <param name="Carries">True: it goes on with the work of the attempt before.</param>
/// <param name="Instruction">Hash of their words.</param>
public sealed record RetryOptions(string? Note = null, int? Rung = null, bool? Carries = null, string? Instruction = null)
{
    /// <summary>See <see cref="TicketProgress.PatchWish"/>.</summary>
    public string? PatchWish { get; init; }
}
