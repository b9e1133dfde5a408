using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Snapshots;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Gates: the ticket waits for a person, without a process and without a slot.</summary>
internal sealed class TicketGates(TicketAttempt attempt, TrackLink track, RequestLog requests)
{
    /// <summary>Patch: builds before lost a decision that came before the gate of a suspended ticket was asked for again.</summary>
    private const string DecisionBeforeQuestion = "decision-before-question";

    /// <summary>The last decision that was accepted.</summary>
    private Decision? _decision;

    /// <summary>Id of the gate that the search attribute has.</summary>
    private string? _shownGate;

    public GateRules Rules => attempt.Input.Rules ?? new();

    /// <summary>
    /// Asks a person and waits. Where it ends with <see cref="GateOutcome.Suspended"/> the gate stays open for the run that goes on from
    /// here; where the default of its deadline is <see cref="GateDefault.Skip"/> the ticket is given up.
    /// </summary>
    public async Task<GateOutcome> AskAsync(GateKind kind, GateAction action)
    {
        attempt.Change(p => AttemptPolicy.OpenGate(p, Rules, kind, action, WorkflowTime.Now));
        var gate = attempt.Progress.Gate!;
        (_decision, attempt.Doing) = (EarlierDecision(gate), $"waits for a person: {gate.Id}");
        ShowGate();
        await track.ReleaseSlotAsync();
        var outcome = await attempt.WaitAsync(GateWait.ForOutcomeAsync(gate, () => _decision, () => track.Orders.Suspend));
        if (outcome is GateOutcome.Suspended)
        {
            return outcome;
        }

        attempt.Change(p => p with { Gate = null });
        ShowGate();
        await GateWait.RecordAsync(attempt.Scope, gate, _decision, outcome);
        if (outcome is GateOutcome.Expired { Default: GateDefault.Skip })
        {
            attempt.Change(p => p with { Phase = TicketPhase.Skipped, Reason = $"{gate.Id}: {GateWait.NobodyInTime}" });
            return outcome;
        }

        await track.SendStateAsync();
        var goesOn = outcome.IsApproved || GateTable.Get(kind).GoesOnAfterRejection(byDefault: outcome is GateOutcome.Expired);
        if (Workflow.Info.Parent is not null && goesOn)
        {
            attempt.Doing = "waits for a slot";
            await track.WaitForSlotAsync();
        }

        return outcome;
    }

    /// <summary>Blocks the ticket where a gate was rejected, by a person or at its deadline.</summary>
    /// <param name="what">What was rejected, a sentence for people.</param>
    /// <param name="outcome">How the gate ended.</param>
    public void BlockUnlessApproved(string what, GateOutcome outcome)
    {
        if (outcome is GateOutcome.Rejected or GateOutcome.Expired { Default: GateDefault.Reject })
        {
            var why = outcome is GateOutcome.Rejected rejected ? rejected.Reason : GateWait.NobodyInTime;
            attempt.Block(why is null ? what : $"{what}: {why}");
        }
    }

    /// <summary>Checks a decision and returns the function that carries it out and gives the answer to its sender.</summary>
    /// <exception cref="RequestException">It fits no open gate.</exception>
    public Func<string> Decide(Decision decision)
    {
        if (requests.Contains(decision.Id))
        {
            return () => "decided already";
        }

        IReadOnlyList<Gate> open = attempt.Progress.Gate is { } gate && _decision is null ? [gate] : [];
        var match = GateMatch.Find(open, decision, WorkflowTime.Now);
        if (match.Gate is not { } decided)
        {
            throw new RequestException(match.Refusal!) { Paste = match.Paste };
        }

        return () =>
        {
            EmptyAnswers.Refuse(decided, decision);
            requests.Add(decision.Id);
            _decision = decision with { Request = decided.Id };
            return $"{decided.Id} {(decision.Approve ? "approved" : "rejected")}{GateMatch.Group(decided, decision)}";
        };
    }

    /// <summary>Draws the details of the Web UI's page.</summary>
    public void ShowDetails() => Workflow.CurrentDetails =
        (attempt.Progress.Gate is { } open ? GateMarkdown.Full(open) : "")
        + GateMarkdown.Retrying(attempt.Progress.Retrying)
        + GateMarkdown.Problems(requests.State.Problems);

    /// <summary>A suspended ticket finds its gate open, and the decision on it may be the first thing that it receives.</summary>
    private Decision? EarlierDecision(Gate gate) =>
        _decision?.Request == gate.Id && Workflow.Patched(DecisionBeforeQuestion) ? _decision : null;

    private void ShowGate()
    {
        ShowDetails();
        var gate = attempt.Progress.Gate?.Id;
        if (attempt.Input.SearchAttributes && _shownGate != gate)
        {
            Workflow.UpsertTypedSearchAttributes(
                gate is null ? SlopSearch.Gate.ValueUnset() : SlopSearch.Gate.ValueSet(gate),
                SlopSearch.State.ValueSet(gate is null ? "in_progress" : "waiting"));
        }

        _shownGate = gate;
    }
}
