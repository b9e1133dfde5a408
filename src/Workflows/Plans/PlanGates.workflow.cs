using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Plans;

/// <summary>The gates of a plan, one at a time: it waits for a person without a process.</summary>
internal sealed class PlanGates(PlanRun run, RequestLog requests, PlanNotices notices, Action showStatus)
{
    private const string NobodyInTime = "nobody answered in time";

    /// <summary>The decision on the open gate; null: none was accepted yet.</summary>
    private Decision? _decision;

    /// <summary>Asks a person and waits. <see cref="GateOutcome.Suspended"/>: it stays open for the next run of the workflow.</summary>
    public async Task<GateOutcome> AskAsync(GateKind kind, GateAction action)
    {
        var gate = Open(kind, action);
        run.Do($"waits for a person: {gate.Id}");
        showStatus();
        notices.Watch(gate);
        var outcome = await WaitAsync(gate);
        if (outcome is GateOutcome.Suspended)
        {
            return outcome;
        }

        await RecordAsync(gate, outcome);
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

        var counts = new SortedDictionary<GateKind, int>(
            (run.State.Gates ?? new Dictionary<GateKind, int>()).ToDictionary(p => p.Key, p => p.Value));
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        var (now, rules) = (WorkflowTime.Now, run.Input.Rules);
        var subject = Preview.Line(action.Subject, GateTable.Get(kind).MaxSubject);
        var gate = Gate.Open(kind, counts[kind], action with { Subject = subject }, now);
        gate = rules.DeadlineMinutes is { } minutes && kind == GateKind.Plan
            ? gate with { Deadline = now.AddMinutes(minutes), Default = rules.OnDeadline }
            : gate;
        run.Change(s => s with { Gate = gate, Gates = counts });
        return gate;
    }

    private async Task<GateOutcome> WaitAsync(Gate gate)
    {
        bool IsOver() => _decision is not null || Workflow.ContinueAsNewSuggested;
        var isInTime = true;
        if (gate.Deadline is { } deadline)
        {
            var left = deadline - WorkflowTime.Now;
            isInTime = left > TimeSpan.Zero
                && await Workflow.WaitConditionWithOptionsAsync(new(IsOver, left, $"{gate.Id}: {Words.For(gate.Default!.Value)}"));
        }
        else
        {
            await Workflow.WaitConditionAsync(IsOver);
        }

        // An answer that was recorded before the default is applied wins, however late.
        return _decision is { } decision ? GateOutcome.From(decision)
            : isInTime ? new GateOutcome.Suspended()
            : new GateOutcome.Expired(gate.Default!.Value);
    }

    private async Task RecordAsync(Gate gate, GateOutcome outcome)
    {
        var decision = _decision ?? new() { Request = gate.Id, Approve = outcome.IsApproved, Comment = NobodyInTime };
        bool? byDefault = outcome is GateOutcome.Expired ? true : null;
        var (scope, record) = (run.Scope, new DecidedGate(gate, decision, WorkflowTime.Now, byDefault));
        await Workflow.ExecuteActivityAsync(
            (IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {gate.Id}"));
    }
}
