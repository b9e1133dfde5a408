using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;

namespace SlopTemporal.WorkflowTests;

/// <summary>Planning: without an answer of the test's own, tier 2's first answer makes one ticket.</summary>
internal sealed partial class FakeWorld : IPlanActivities
{
    public Func<PlanTurn, PlanReading> Read { get; set; } = turn => Plan(turn.Turn);

    public Func<EditedPlan, PlanReading> ReadEdited { get; set; } = _ => Plan(9);

    /// <summary>How the base was found.</summary>
    public PlanBase OpenPlan { get; set; } = new();

    /// <summary>The tickets of the planned track.</summary>
    public IReadOnlyList<GraphTicket> Planned { get; set; } = [new("a"), new("b") { After = [0] }];

    /// <summary>A plan that can be used.</summary>
    public static PlanReading Plan(int turn, string? needsPerson = null) => new()
    {
        Hash = $"{turn}a{turn}a0000",
        Subject = "start 2 tickets",
        Detail = "the tickets",
        NeedsPerson = needsPerson,
    };

    /// <summary>One with mistakes.</summary>
    public static PlanReading Mistaken(int turn) => new() { Mistakes = $"mistake {turn}", Message = $"message-{turn}" };

    [Activity]
    public Task<PlanBase> OpenPlanAsync(AttemptScope scope)
    {
        Note("open plan", scope);
        return Task.FromResult(OpenPlan);
    }

    [Activity]
    public Task KeepApproachAsync(PlanTurn turn)
    {
        Note("approach", turn.Scope, $"{turn.Turn}");
        return Task.CompletedTask;
    }

    [Activity]
    public Task<PlanReading> ReadTicketsAsync(PlanTurn turn)
    {
        Note("tickets", turn.Scope, $"{turn.Turn}");
        return Task.FromResult(Read(turn));
    }

    [Activity]
    public Task<PlanReading> ReadEditedAsync(EditedPlan plan)
    {
        Note("edited", plan.Plan.Scope, plan.Track.GetRawText());
        return Task.FromResult(ReadEdited(plan));
    }

    [Activity]
    public Task<TrackInput> StorePlanAsync(PlanToStore plan)
    {
        Note("store", plan.Plan.Scope, $"{plan.Plan.Turn} edited {plan.Edited == true} confirmed {plan.Confirmed == true}");
        return Task.FromResult(new TrackInput
        {
            Run = plan.Plan.Scope.Run with { Document = "planned" },
            Title = plan.Plan.Scope.Run.Track,
            Graph = Planned,
            Rungs = 3,
            SearchAttributes = plan.SearchAttributes,
        });
    }
}
