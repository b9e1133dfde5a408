using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Tools;

/// <summary>Calls as a workflow sees them: without arguments, but with what a person has to see where one is asked.</summary>
internal static class CallSummaries
{
    // A payload stays under 128 KB, whatever a turn calls and however its characters are written.
    private const int AllDetails = 32_000;
    private const int MinDetail = 100;

    /// <summary>The calls of a turn.</summary>
    /// <param name="calls">From the journal.</param>
    /// <param name="document">Of the track: its tools, and the person's rules for calls.</param>
    /// <param name="every">True: each call of a tool that exists is asked for.</param>
    /// <param name="tier">Whose calls they are: it says which tools there are.</param>
    public static IReadOnlyList<ToolCallSummary> Create(
        IReadOnlyList<CallRequest> calls, TrackDocument document, bool every, int tier = Tier.Worker)
    {
        var room = Room(calls.Count);
        return [.. calls.Select(call => ToolCatalogue.Find(document, call.Name, tier) switch
        {
            null => CreateDenied(call, UnknownTool.Title(call.Name)),
            { } tool when IncompleteCall.FindFault(tool, call) is not null => CreateDenied(call, IncompleteCall.Title(call)),
            { } tool when FindExcess(call, tool, document, calls.Count) is not null => CreateDenied(call, $"overlong {call.Name}"),
            { } tool => Create(call, tool, every, document.ToolRules ?? [], room),
        })];
    }

    /// <summary>
    /// What the model reads of a call that wants a person by itself and is too long for its gate: they would approve what they are not
    /// shown. Null: it is not.
    /// </summary>
    /// <param name="count">Calls of its turn.</param>
    public static string? FindExcess(CallRequest call, Tool tool, TrackDocument document, int count)
    {
        var most = Math.Min(Room(count), Gate.MaxSentDetail);
        return tool.NeedOfPerson(call.Arguments) is { Reason: { } reason }
            && Rule(call, tool, document.ToolRules ?? []) != RulePolicy.Allow
            && tool.Detail(call.Arguments).Length is var length && length > most
                ? $"{tool.Name}: this call {reason}, so that a person is asked first, and it is too long to be shown to them whole: it has "
                    + $"{length} characters, {most} are the most. Put what it does into a file of the repository, and call that file."
                : null;
    }

    private static int Room(int calls) => calls == 0 ? 0 : Math.Max(AllDetails / calls, MinDetail);

    private static ToolCallSummary Create(CallRequest call, Tool tool, bool every, IReadOnlyList<ToolRule> rules, int room)
    {
        var (rule, need) = (Rule(call, tool, rules), tool.NeedOfPerson(call.Arguments));
        var subject = Preview.Line(tool.Summary(call.Arguments), ToolSubject.MaxLength);
        var summary = new ToolCallSummary(call.Name, subject) { Rule = rule, Ask = need?.Reason, IsRead = tool.IsRead ? true : null };
        return every || need is not null || rule == RulePolicy.Ask
            ? summary with { Hash = call.Hash(), Detail = Preview.HeadAndTail(tool.Detail(call.Arguments), room) }
            : summary;
    }

    // Denied, because that is never asked for, whatever the gates are; its result is the same as without a rule.
    private static ToolCallSummary CreateDenied(CallRequest call, string title) =>
        new(title, ToolSubject.From(call.Arguments)) { Rule = RulePolicy.Deny };

    private static RulePolicy? Rule(CallRequest call, Tool tool, IReadOnlyList<ToolRule> rules)
    {
        var argument = tool.RuleArgument is { } about ? ToolSubject.TextArgument(call.Arguments, about.Name) : null;
        var isCommand = tool.RuleArgument?.IsCommand == true;
        // A rule about a path holds however the path is written.
        var compared = argument is null || isCommand ? argument : SandboxPlaces.ToRelative(argument);
        return ToolRules.Find(rules, tool.Name, compared, isCommand)?.Policy;
    }
}
