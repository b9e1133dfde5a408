using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>Why a plan ended without tickets.</summary>
/// <param name="Type">One of <see cref="Failures"/>.</param>
/// <param name="Reason">A sentence for people, with the way out.</param>
internal sealed record PlanFailure(string Type, string Reason);

/// <summary>The only owner of a plan's state, and of what it is doing now.</summary>
internal sealed class PlanRun(PlanInput input)
{
    /// <summary>Maximum time that one step counts: while the machine is off it does not work.</summary>
    private static readonly TimeSpan MaxStepTime = TimeSpan.FromHours(1);

    public PlanInput Input => input;

    public PlanState State { get; private set; } = PlanState.AtStart(input, () => WorkflowTime.Now);

    public AttemptScope Scope { get; } = AttemptScope.ForPlan(input.Run);

    /// <summary>As people read it, such as <c>tier 1 reads the repository</c>.</summary>
    public string Doing { get; private set; } = "starting";

    /// <summary>The tier at work; null: none.</summary>
    public int? ActiveTier { get; private set; }

    /// <summary>Null: it goes on, or has ended with tickets.</summary>
    public PlanFailure? Failure { get; private set; }

    /// <summary>The final status; null: it has not ended.</summary>
    public TrackStatus? Ended { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What it made, where that is only kept: hash of the document.</summary>
    public string? Kept { get; private set; }

    /// <summary>Called after each change that a person should see.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>The tier whose turns are made in this step.</summary>
    public int Tier => State.Step == PlanStep.Read ? Domain.Models.Tier.Planner : Domain.Models.Tier.Lead;

    public void Change(Func<PlanState, PlanState> change)
    {
        State = change(State);
        Changed();
    }

    public void Do(string doing, int? tier = null)
    {
        (Doing, ActiveTier) = (doing, tier);
        Changed();
    }

    public void Fail(string type, string reason) => Failure = new(type, Preview.Head(reason, 4000));

    public void Keep(string document) => Kept = document;

    public void End(TrackStatus status)
    {
        (Ended, EndedAt, ActiveTier) = (status, WorkflowTime.Now, null);
        Changed();
    }

    public void AddUsage(IEnumerable<ModelUsage> usage) => Change(s => s with { Usage = AttemptPolicy.AddUsage(s.Usage, usage) });

    /// <summary>Runs a step and counts its time; a failure that no retry could help ends the plan. Null: it did.</summary>
    public async Task<T?> StepAsync<T>(string doing, Func<Task<T>> step)
        where T : class
    {
        Do(doing);
        try
        {
            return await CountTimeAsync(step);
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            var failure = e.InnerException as ApplicationFailureException;
            Fail(failure?.ErrorType ?? Failures.Plan, $"{doing}: {failure?.Message ?? e.Message}");
            return null;
        }
    }

    /// <summary>The same for a step without a result. False: the plan has ended.</summary>
    public async Task<bool> StepAsync(string doing, Func<Task> step) => await StepAsync(doing, async () =>
    {
        await step();
        return "done";
    }) is not null;

    public async Task<T> CountTimeAsync<T>(Func<Task<T>> work)
    {
        var from = WorkflowTime.Now;
        try
        {
            return await work();
        }
        finally
        {
            var took = WorkflowTime.Now - from;
            State = State with { Busy = State.Busy + (took < MaxStepTime ? took : MaxStepTime) };
        }
    }
}
