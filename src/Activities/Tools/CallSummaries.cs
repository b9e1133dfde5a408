using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>Calls as a workflow sees them: without arguments, but with what a person has to see where one is asked.</summary>
internal static class CallSummaries
{
    /// <summary>Argument of <c>run_command</c> that wants the network.</summary>
    public const string Network = "network";

    // A payload stays under 16 KB, whatever a turn calls.
    private const int AllDetails = 8000;
    private const int MostDetail = 1500;
    private const int LeastDetail = 100;

    /// <summary>The calls of a turn.</summary>
    /// <param name="calls">From the journal.</param>
    /// <param name="every">True: each is asked for.</param>
    /// <param name="rules">Of the person.</param>
    public static IReadOnlyList<ToolCallSummary> Of(IReadOnlyList<CallRequest> calls, bool every, IReadOnlyList<ToolRule> rules)
    {
        var room = calls.Count == 0 ? 0 : Math.Clamp(AllDetails / calls.Count, LeastDetail, MostDetail);
        return [.. calls.Select(call => Of(call, every, Rule(call, rules), room))];
    }

    private static RulePolicy? Rule(CallRequest call, IReadOnlyList<ToolRule> rules)
    {
        var isCommand = call.Name == ToolCatalogue.RunCommand;
        return ToolRules.Find(rules, call.Name, ToolSubject.Text(call.Arguments, isCommand ? "command" : "path"), isCommand)?.Policy;
    }

    private static ToolCallSummary Of(CallRequest call, bool every, RulePolicy? rule, int room)
    {
        var (summary, why) = (new ToolCallSummary(call.Name, ToolSubject.Of(call.Arguments)) { Rule = rule }, Why(call));
        return every || why is not null || rule == RulePolicy.Ask || call.Name == WorkflowTools.AskPerson
            ? summary with { Ask = why, Hash = Sha256.Of($"{call.Name}\n{call.Arguments.GetRawText()}")[..Gate.HashLength], Detail = Preview.HeadAndTail(Detail(call), room) }
            : summary;
    }

    private static string? Why(CallRequest call) =>
        call.Name == ToolCatalogue.RunCommand && call.Arguments.TryGetProperty(Network, out var network) && network.ValueKind == JsonValueKind.True ? "needs the network" : null;

    private static string Detail(CallRequest call) => call.Name switch
    {
        WorkflowTools.AskPerson => Text(call, "question"),
        _ => $"{call.Name} {JsonSerializer.Serialize(call.Arguments, SlopJson.Indented)}",
    };

    private static string Text(CallRequest call, string name) => ToolSubject.Text(call.Arguments, name) ?? call.Arguments.GetRawText();
}
