using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Workflows.Plans;

/// <summary>How far a plan is.</summary>
public enum PlanStep
{
    /// <summary>The base is laid out for tier 1.</summary>
    Open,

    /// <summary>Tier 1 reads it.</summary>
    Read,

    /// <summary>Tier 2 writes tickets.</summary>
    Write,

    /// <summary>A person decides on them.</summary>
    Decide,

    /// <summary>They are approved.</summary>
    Start,
}

/// <summary>All that a plan remembers over continue-as-new.</summary>
/// <remarks>Histories outlive code: members are added, never renamed or retyped.</remarks>
public sealed record PlanState
{
    public required DateTimeOffset Started { get; init; }

    public PlanStep Step { get; init; }

    /// <summary>Turns of tier 1 that are done.</summary>
    public int Read { get; init; }

    /// <summary>Turns of tier 2 that are done.</summary>
    public int Written { get; init; }

    /// <summary>Rung of the ladder of the tier at work that answered last, from 0.</summary>
    public int Rung { get; init; }

    /// <summary>Hash of what the model is told before its next turn; null: nothing.</summary>
    public string? Message { get; init; }

    /// <summary>What people said for the model's next turn; null: nothing.</summary>
    public IReadOnlyList<string>? Told { get; init; }

    /// <summary>Answers of tier 2 in a row that had mistakes.</summary>
    public int Mistaken { get; init; }

    /// <summary>Plans that a person sent back.</summary>
    public int Rejected { get; init; }

    /// <summary>The plan to decide on; null: there is none yet.</summary>
    public PlanReading? Draft { get; init; }

    /// <summary>Why what a person made of the plan cannot be used; null: it can.</summary>
    public string? EditProblem { get; init; }

    /// <summary>True: the plan is started as a person changed it.</summary>
    public bool? Edited { get; init; }

    /// <summary>True: a person approved the plan, with its commands.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>What was used, by tier and model.</summary>
    public IReadOnlyList<ModelUsage> Usage { get; init; } = [];

    /// <summary>Time of activities.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>The current caps; null: there are none.</summary>
    public Budget? Budget { get; init; }

    /// <summary>Failed calls of the turn at work that are in <see cref="Usage"/>; null: none.</summary>
    public int? Paid { get; init; }

    /// <summary>What the next call is expected to take; null: nothing is known.</summary>
    public Spending? Next { get; init; }

    /// <summary>No call is made until then: a quota of the day is used up. Null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>The open gate; null: none.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Gates that were opened, by kind; null: none.</summary>
    public IReadOnlyDictionary<GateKind, int>? Gates { get; init; }

    public RequestLogState Requests { get; init; } = new();

    /// <summary>The status that the search attribute has; null: <c>running</c>, which it has from the start.</summary>
    public string? ShownStatus { get; init; }

    /// <summary>Where a run starts: where the run before stopped, or at the beginning.</summary>
    /// <param name="input">Input of the run.</param>
    /// <param name="now">The clock; read only at the beginning.</param>
    public static PlanState AtStart(PlanInput input, Func<DateTimeOffset> now) =>
        input.State ?? new() { Started = now(), Budget = input.Budget };
}
