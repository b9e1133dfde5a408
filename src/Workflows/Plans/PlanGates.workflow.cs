using System.Text.Json;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>The gates of a plan, one at a time: it waits for a person without a process.</summary>
internal sealed class PlanGates(PlanRun run, RequestLog requests, PlanNotices notices, Action showStatus)
{
    /// <summary>The decision on the open gate; null: none was accepted yet.</summary>
    private Decision? _decision;

    /// <summary>Asks a person and waits. <see cref="GateOutcome.Suspended"/>: it stays open for the next run of the workflow.</summary>
    public async Task<GateOutcome> AskAsync(GateKind kind, GateAction action)
    {
        var gate = Open(kind, action);
        run.Do($"waits for a person: {gate.Id}");
        showStatus();
        notices.Watch(gate);
        var outcome = await GateWait.ForOutcomeAsync(gate, () => _decision, () => Workflow.ContinueAsNewSuggested);
        if (outcome is GateOutcome.Suspended)
        {
            return outcome;
        }

        await GateWait.RecordAsync(run.Scope, gate, _decision, outcome);
        _decision = null;
        run.Change(s => s with { Gate = null });
        showStatus();
        return outcome;
    }

    /// <summary>Checks a decision and returns the function that carries it out and gives the answer to its sender.</summary>
    /// <exception cref="RequestException">It fits no open gate.</exception>
    public Func<string> Decide(Decision decision)
    {
        if (requests.Contains(decision.Id))
        {
            return () => "decided already";
        }

        IReadOnlyList<Gate> open = run.State.Gate is { } gate && _decision is null ? [gate] : [];
        var match = GateMatch.Find(open, decision, WorkflowTime.Now);
        if (match.Gate is not { } decided)
        {
            throw new RequestException(match.Refusal!) { Paste = match.Paste };
        }

        return () =>
        {
            requests.Add(decision.Id);
            _decision = decision with { Request = decided.Id };
            return $"{decided.Id} {(decision.Approve ? "approved" : "rejected")}";
        };
    }

    /// <summary>The caps after an approval of a budget gate.</summary>
    public static Budget Raised(GateOutcome outcome, Budget cap, string detail) =>
        (outcome as GateOutcome.Approved)?.Edited?.Deserialize<Budget>(SlopJson.Options) is { } edited
            ? BudgetGates.Set(cap, edited)
            : BudgetGates.SetByDetail(cap, detail);

    private Gate Open(GateKind kind, GateAction action)
    {
        if (run.State.Gate is { } open && open.Kind == kind && open.Hash == action.Hash)
        {
            return open;
        }

        // A plan waits for money as long as it takes.
        var rules = kind == GateKind.Plan ? run.Input.Rules : new();
        var (gate, counts) = Gate.OpenNext(run.State.Gates, rules, kind, action, WorkflowTime.Now);
        run.Change(s => s with { Gate = gate, Gates = counts });
        return gate;
    }
}
