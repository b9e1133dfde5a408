using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>Which of the model's calls run, and what the model reads as the result of one that does not.</summary>
internal sealed class TicketCalls(TicketAttempt attempt, TicketGates gates, TrackLink track)
{
    /// <summary>Patch: in builds before, 8 characters of a hash confirmed a call, and others that have the same ones.</summary>
    internal const string WholeHash = "whole-hash";

    private const string DecideYourself = "Decide yourself, and say in your last reply what you assumed.";

    /// <summary>The call as the policy or a person decides it: to run, or with an answer. Null: the ticket stops at its gate.</summary>
    public async Task<ToolInput?> DecideAsync(ToolInput call, ToolCallSummary summary)
    {
        if (summary.Name == WorkflowTools.AskPerson)
        {
            return await AskPersonAsync(call, summary);
        }

        var reason = summary.Ask ?? (summary.Rule is { } rule ? $"a rule says {Words.For(rule)}" : null);
        var why = reason is null ? "" : $" ({reason})";
        switch (Policy(summary))
        {
            case GatePolicy.Auto:
                return summary.Ask is null ? call : call with { Approved = true };
            case GatePolicy.Deny:
                return Refuse(call, $"This track allows no such call{why}; do without it, or report_blocked with the reason.");
        }

        var action = new GateAction(attempt.Input.Ticket, summary.Hash!, $"{summary.Name} {summary.Subject}{why}", summary.Detail)
        {
            Tool = summary.Name,
            IsRead = summary.IsRead,
        };
        var outcome = await gates.AskAsync(GateKind.Tool, action);
        ApproveMore(outcome, summary);
        return outcome switch
        {
            { Stops: true } => null,
            GateOutcome.Approved approved => call with { Approved = true, Edited = approved.Edited },
            GateOutcome.Rejected rejected => Refuse(call, $"A person rejected this call: {rejected.Reason ?? "no reason was given"}"),
            { IsApproved: true } => call with { Approved = true },
            _ => Refuse(call, "Nobody approved this call in time; do without it, or report_blocked with the reason."),
        };
    }

    private GatePolicy Policy(ToolCallSummary summary) =>
        (summary.Hash is { } hash && IsAlwaysApproved(hash)) || IsApproved(summary)
            ? GatePolicy.Auto
            : gates.Rules.ForCall(summary.Ask is not null, summary.Rule);

    private bool IsAlwaysApproved(string hash) => track.Orders.Always?.Contains(hash) == true
        && (hash.Length == Gate.WholeHashLength || !Workflow.Patched(WholeHash));

    /// <summary>Whether a person approved its group for this ticket. What is asked for by itself, such as the network, still is.</summary>
    private bool IsApproved(ToolCallSummary summary) => summary is { Ask: null, Rule: null or RulePolicy.Allow }
        && ((summary.IsRead == true && attempt.Progress.ApprovedReads == true)
            || attempt.Progress.ApprovedTools?.Contains(summary.Name) == true);

    private void ApproveMore(GateOutcome outcome, ToolCallSummary summary)
    {
        switch ((outcome as GateOutcome.Approved)?.All)
        {
            case CallGroup.Reads:
                attempt.Change(p => p with { ApprovedReads = true });
                break;
            case CallGroup.Tool:
                attempt.Change(p => p with { ApprovedTools = [.. p.ApprovedTools ?? [], summary.Name] });
                break;
        }
    }

    private async Task<ToolInput?> AskPersonAsync(ToolInput call, ToolCallSummary summary)
    {
        if (gates.Rules.Question != GatePolicy.Ask)
        {
            return Answer(call, $"Nobody can be asked. {DecideYourself}");
        }

        var action = new GateAction(attempt.Input.Ticket, summary.Hash ?? "0", summary.Detail ?? summary.Subject, summary.Detail);
        return await gates.AskAsync(GateKind.Question, action) switch
        {
            { Stops: true } => null,
            GateOutcome.Approved approved => Answer(call, approved.Edited?.GetString() ?? approved.Comment ?? "Yes."),
            GateOutcome.Rejected rejected => Answer(call, rejected.Reason is { } why ? $"No: {why}" : "No."),
            _ => Answer(call, $"Nobody answered in time. {DecideYourself}"),
        };
    }

    private static ToolInput Answer(ToolInput call, string text) => call with { Answer = new(true, text) };

    private static ToolInput Refuse(ToolInput call, string text) => call with { Answer = new(false, text) };
}
