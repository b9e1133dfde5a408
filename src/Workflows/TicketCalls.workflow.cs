using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Workflows;

/// <summary>Which calls of the model run, and what it reads instead where one does not.</summary>
public sealed partial class TicketWorkflow
{
    private const string DecideYourself = "Decide yourself, and say in your last reply what you assumed.";

    /// <summary>What a person or the policy makes of a call; null: the ticket is suspended at its gate.</summary>
    private async Task<ToolInput?> JudgeAsync(ToolInput call, ToolCallSummary summary)
    {
        if (summary.Name == WorkflowTools.AskPerson)
        {
            return await AnswerAsync(call, summary);
        }

        var why = (summary.Ask ?? (summary.Rule is { } rule ? $"a rule says {Words.Of(rule)}" : null)) is { } reason ? $" ({reason})" : "";
        switch (summary.Hash is { } hash && _orders.Always?.Contains(hash) == true ? GatePolicy.Auto : Rules.OfCall(summary.Ask is not null, summary.Rule))
        {
            case GatePolicy.Auto:
                return summary.Ask is null ? call : call with { Approved = true };
            case GatePolicy.Deny:
                return call with { Answer = new(false, $"This track allows no such call{why}; do without it, or report_blocked with the reason.") };
        }

        var action = new GateAction(_input.Ticket, summary.Hash!, $"{summary.Name} {summary.Subject}{why}", summary.Detail);
        return await AskAsync(GateKind.Tool, action) switch
        {
            null => null,
            { Approve: true } decision => call with { Approved = true, Edited = decision.Edited },
            _ when _byDefault => call with { Answer = new(false, "Nobody approved this call in time; do without it, or report_blocked with the reason.") },
            { } decision => call with { Answer = new(false, $"A person rejected this call: {decision.Comment ?? "no reason was given"}") },
        };
    }

    private async Task<ToolInput?> AnswerAsync(ToolInput call, ToolCallSummary summary)
    {
        if (Rules.Question != GatePolicy.Ask)
        {
            return call with { Answer = new(true, $"Nobody can be asked. {DecideYourself}") };
        }

        var action = new GateAction(_input.Ticket, summary.Hash ?? "0", summary.Subject, summary.Detail);
        return await AskAsync(GateKind.Question, action) switch
        {
            null => null,
            _ when _byDefault => call with { Answer = new(true, $"Nobody answered in time. {DecideYourself}") },
            { Approve: true } decision => call with { Answer = new(true, decision.Edited?.GetString() ?? decision.Comment ?? "Yes.") },
            { } decision => call with { Answer = new(true, decision.Comment is { } why ? $"No: {why}" : "No.") },
        };
    }
}
