using System.Text.Json;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>The start of an attempt's agent: a person may look at its prompt first, and change it.</summary>
internal sealed class TicketStart(TicketAttempt attempt, TicketGates gates)
{
    /// <summary>
    /// Asks a person about the start, where the track wants that. False: the agent does not start, the ticket is suspended or given up.
    /// </summary>
    public async Task<bool> AskToStartAsync(TurnInput firstTurn)
    {
        if (attempt.Progress.Turn > 0 || gates.Rules.Spawn == GatePolicy.Auto || attempt.Progress.Spawned == true)
        {
            return true;
        }

        if (gates.Rules.Spawn == GatePolicy.Deny)
        {
            attempt.Block("the track denies to start agents (approvals.spawn: deny)");
            return false;
        }

        var draft = await Workflow.ExecuteActivityAsync(
            (IModelActivities a) => a.DraftAsync(firstTurn), ActivityProfiles.Files("draft the prompt"));
        var outcome = await gates.AskAsync(GateKind.Spawn, new(attempt.Input.Ticket, draft.Hash, draft.Subject, draft.Detail));
        gates.BlockUnlessApproved("the start was rejected", outcome);
        if (!outcome.IsApproved)
        {
            return false;
        }

        if (outcome is GateOutcome.Approved { Edited: { } edited })
        {
            var edit = new EditedDraft(firstTurn, edited.Deserialize<SpawnEdit>(SlopJson.Options)!);
            await Workflow.ExecuteActivityAsync((IModelActivities a) => a.EditDraftAsync(edit), ActivityProfiles.Files("edit the prompt"));
        }

        attempt.Change(p => p with { Spawned = true });
        return true;
    }
}
