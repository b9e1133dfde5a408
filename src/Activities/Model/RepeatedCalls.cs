using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Model;

/// <summary>Calls that show, with those of the conversation before them, that the next model of the ladder should answer instead.</summary>
internal static class RepeatedCalls
{
    /// <summary>Why the calls must not be followed; null: they may.</summary>
    /// <param name="before">The conversation out of the journal, so that a restart sees the same.</param>
    /// <param name="calls">Of the reply.</param>
    /// <param name="tools">Names of the tools there are.</param>
    public static string? Problem(IReadOnlyList<ChatMessage> before, IReadOnlyList<CallRequest> calls, IReadOnlyCollection<string> tools) =>
        UnknownAgain(before, calls, tools) ?? Loop(before, calls);

    private static string? UnknownAgain(
        IReadOnlyList<ChatMessage> before, IReadOnlyList<CallRequest> calls, IReadOnlyCollection<string> tools)
    {
        var unknown = calls.FirstOrDefault(c => !tools.Contains(c.Name));
        var turnBefore = before.LastOrDefault(m => m.Role == ChatRole.Assistant);
        return unknown is not null && turnBefore is not null && Calls([turnBefore]).Any(c => !tools.Contains(c.Name))
            ? $"malformed: there is no tool '{unknown.Name}', and the turn before called one that does not exist too"
            : null;
    }

    private static string? Loop(IReadOnlyList<ChatMessage> before, IReadOnlyList<CallRequest> calls)
    {
        string[] all =
        [
            .. Calls(before).Select(c => $"{c.Name} {JsonSerializer.Serialize(c.Arguments, SlopJson.Options)}"),
            .. calls.Select(c => $"{c.Name} {c.Arguments.GetRawText()}"),
        ];
        return calls.Count > 0 && LoopGuard.Repeats(all)
            ? $"loop: the same call of {calls[^1].Name} {LoopGuard.EqualCallLimit} times in a row"
            : null;
    }

    private static IEnumerable<FunctionCallContent> Calls(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>();
}
