using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using Temporalio.Activities;

namespace SlopTemporal.Workflows.Contracts;

/// <summary>What tiers 1 and 2 need beside models and tools to plan the tickets of a track.</summary>
public interface IPlanActivities
{
    /// <summary>
    /// A worktree of the base for tier 1 to read, and the outline of it; and the track's own checks on the base, where it has any that may
    /// run already: a base that fails them costs no call to a model.
    /// </summary>
    [Activity]
    Task<PlanBase> OpenPlanAsync(AttemptScope scope);

    /// <summary>Keeps what tier 1 wrote with this turn as the approach, and removes the worktree.</summary>
    [Activity]
    Task KeepApproachAsync(PlanTurn turn);

    /// <summary>Reads the tickets that tier 2 wrote with this turn.</summary>
    [Activity]
    Task<PlanReading> ReadTicketsAsync(PlanTurn turn);

    /// <summary>Reads what a person made of planned tickets.</summary>
    [Activity]
    Task<PlanReading> ReadEditedAsync(EditedPlan plan);

    /// <summary>Makes the document that has the tickets, and the input of the workflow that works them.</summary>
    [Activity]
    Task<TrackInput> StorePlanAsync(PlanToStore plan);
}

/// <param name="Failure">The check that fails before any work; null: none does, or none ran.</param>
public sealed record PlanBase(CheckFailure? Failure = null);

/// <summary>A turn of a tier that plans.</summary>
/// <param name="Scope">Where the plan is journaled.</param>
/// <param name="Turn">Counts the turns of that tier, from 1.</param>
public sealed record PlanTurn(AttemptScope Scope, int Turn);

/// <summary>A plan as a person changed it.</summary>
/// <param name="Plan">The turn of tier 2 whose plan it was.</param>
/// <param name="Track">The whole track, as a track file has it.</param>
public sealed record EditedPlan(PlanTurn Plan, JsonElement Track);

/// <summary>A plan to start.</summary>
/// <param name="Plan">The turn of tier 2 that planned it.</param>
public sealed record PlanToStore(PlanTurn Plan)
{
    /// <summary>True: as a person changed it.</summary>
    public bool? Edited { get; init; }

    /// <summary>True: a person approved it, with the commands that they were shown.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>See <see cref="TrackInput.SearchAttributes"/>.</summary>
    public bool SearchAttributes { get; init; }
}

/// <summary>Planned tickets for a person to decide on, or what is wrong with them; the whole of it is in the journal.</summary>
public sealed record PlanReading
{
    /// <summary>Of the track file; null: there are mistakes.</summary>
    public string? Hash { get; init; }

    /// <summary>One line.</summary>
    public string? Subject { get; init; }

    /// <summary>Approach, tickets and commands, cut.</summary>
    public string? Detail { get; init; }

    /// <summary>Why a person has to approve it whatever the track says, a part of a sentence; null: nobody has to.</summary>
    public string? NeedsPerson { get; init; }

    /// <summary>The mistakes in short; null: there are none.</summary>
    public string? Mistakes { get; init; }

    /// <summary>Hash of the message that sends them back to the model.</summary>
    public string? Message { get; init; }
}
