using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>How a gate of a ticket or of a plan is waited for and kept on record.</summary>
internal static class GateWait
{
    /// <summary>What is said where the deadline decides.</summary>
    public const string NobodyInTime = "nobody answered in time";

    /// <summary>Waits for a decision, for the deadline, or until the workflow stops.</summary>
    /// <param name="decision">The decision that was accepted; null: none yet.</param>
    /// <param name="stops">True: the gate stays open for the run that goes on from here.</param>
    public static async Task<GateOutcome> ForOutcomeAsync(Gate gate, Func<Decision?> decision, Func<bool> stops)
    {
        bool IsOver() => decision() is not null || stops();
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
        return decision() is { } decided ? GateOutcome.From(decided)
            : isInTime ? new GateOutcome.Suspended()
            : new GateOutcome.Expired(gate.Default!.Value);
    }

    /// <summary>Keeps how a gate ended beside the attempt that asked.</summary>
    /// <param name="given">The decision; null: the deadline decided.</param>
    public static Task RecordAsync(AttemptScope scope, Gate gate, Decision? given, GateOutcome outcome)
    {
        var decision = given ?? new() { Request = gate.Id, Approve = outcome.IsApproved, Comment = NobodyInTime };
        bool? byDefault = outcome is GateOutcome.Expired ? true : null;
        var record = new DecidedGate(gate, decision, WorkflowTime.Now, byDefault);
        return Workflow.ExecuteActivityAsync(
            (IRecordActivities a) => a.RecordDecisionAsync(scope, record), ActivityProfiles.Files($"record {gate.Id}"));
    }
}
