using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Workflows.Contracts;
using SlopTemporal.Workflows.Tickets;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>Turns of the tiers that plan: they wait for budget and quota as those of tickets do, and call tools that only read.</summary>
internal sealed class PlanTurns(PlanRun run, PlanGates gates)
{
    private PlanState State => run.State;

    /// <summary>One turn of the tier at work. Null: there is none now, or the plan has ended.</summary>
    /// <param name="doing">As people read it.</param>
    /// <param name="done">Turns of the tier before it.</param>
    public async Task<TurnResult?> AskAsync(string doing, int done)
    {
        if (!await WaitForQuotaAsync() || !await WaitForBudgetAsync())
        {
            return null;
        }

        await KeepToldAsync();
        var input = new TurnInput
        {
            Scope = run.Scope,
            Tier = run.Tier,
            Turn = done + 1,
            Rung = State.Rung,
            Message = State.Message,
            Paid = State.Paid,
            Left = Left,
        };
        run.Do(doing, run.Tier);
        try
        {
            var options = ActivityProfiles.Model($"tier {run.Tier} · turn {input.Turn}");
            var reply = await run.CountTimeAsync(
                () => Workflow.ExecuteActivityAsync((IModelActivities a) => a.TurnAsync(input), options));
            Add(reply);
            return reply;
        }
        catch (ActivityFailureException e) when (!Workflow.CancellationToken.IsCancellationRequested)
        {
            AfterFailure(e);
            return null;
        }
    }

    /// <summary>Runs the calls of a turn. What a rule keeps from models is kept from these too: nobody is asked here.</summary>
    public async Task CallToolsAsync(int turn, TurnResult reply)
    {
        for (var call = 1; call <= reply.Calls.Count && run.Failure is null; call++)
        {
            var summary = reply.Calls[call - 1];
            var refusal = summary.Rule is RulePolicy.Deny or RulePolicy.Ask || summary.Ask is not null
                ? new ToolAnswer(false, "A person's rule keeps this from whoever plans; do without it.")
                : null;
            var input = new ToolInput(run.Scope, turn, call) { Tier = run.Tier, Answer = refusal };
            var doing = $"{summary.Name} {summary.Subject}";
            var options = ActivityProfiles.Commands(doing);
            await run.StepAsync(doing, () => Workflow.ExecuteActivityAsync((IToolActivities a) => a.CallToolAsync(input), options));
        }
    }

    private Spending Spent => Spending.From(State.Usage, State.Busy);

    /// <summary>What a turn may spend on further calls after a failed one; null: there is no limit.</summary>
    private Allowance? Left => State.Budget is not { } cap
        ? null
        : new() { Usd = cap.Usd - Spent.Usd, Tokens = cap.Tokens - Spent.Tokens };

    private void Add(TurnResult reply)
    {
        var tries = reply.Tries.Select(t => new ModelUsage(t.Model, t.Usage) { Tier = run.Tier });
        run.AddUsage([.. tries, new(reply.Model, reply.Usage) { Tier = run.Tier }]);
        run.Change(s => s with { Rung = reply.Rung, Message = null, Paid = null, Next = reply.Next });
    }

    private void AfterFailure(ActivityFailureException e)
    {
        var failure = ModelFailure.Read(e, run.Tier);
        run.AddUsage(failure.Usage);
        switch (failure)
        {
            case { QuotaUntil: { } until }:
                run.Change(s => s with { Paid = failure.Paid, QuotaUntil = until });
                break;
            case { Next: { } next }:
                run.Change(s => s with { Paid = failure.Paid, Next = next });
                break;
            default:
                run.Fail(failure.Type ?? Failures.Plan, failure.Message);
                break;
        }
    }

    private async Task KeepToldAsync()
    {
        if (State.Told is not { Count: > 0 } told)
        {
            return;
        }

        run.Change(s => s with { Told = null });
        var kept = await KeptTexts.KeepAsync(new(State.Message, $"A person says:\n\n{string.Join("\n\n", told)}"));
        run.Change(s => s with { Message = kept });
    }

    /// <summary>One durable wait. False: it is broken off for the next run of the workflow.</summary>
    private async Task<bool> WaitForQuotaAsync()
    {
        while (State.QuotaUntil is { } until && until > WorkflowTime.Now)
        {
            run.Do("waits for a quota");
            var left = until - WorkflowTime.Now;
            if (await Workflow.WaitConditionWithOptionsAsync(
                new(() => Workflow.ContinueAsNewSuggested, left, "waits for a quota of the day")))
            {
                return false;
            }
        }

        run.Change(s => s with { QuotaUntil = null });
        return true;
    }

    /// <summary>Asks a person to raise a cap that is met. False: they did not, or it is asked in the next run of the workflow.</summary>
    private async Task<bool> WaitForBudgetAsync()
    {
        while (State.Budget is { } cap && (Spent.Reaches(cap) || (Spent + (State.Next ?? new())).Exceeds(cap)))
        {
            var first = run.Input.Budget ?? cap;
            var next = Spending.Max(Leases.Mean(Spent, State.Usage.Sum(u => u.Usage.Calls)), State.Next ?? new());
            var action = BudgetGates.CreateAction("", cap, new(Spent, State.Next ?? new(), new()), next, first);
            var outcome = await gates.AskAsync(GateKind.Budget, action);
            if (outcome is GateOutcome.Suspended)
            {
                return false;
            }

            if (!outcome.IsApproved)
            {
                run.Fail(Failures.Plan, "the budget of the track is used up, and a person did not raise it");
                return false;
            }

            run.Change(s => s with { Budget = PlanGates.Raised(outcome, cap, action.Detail!) });
        }

        return true;
    }
}
