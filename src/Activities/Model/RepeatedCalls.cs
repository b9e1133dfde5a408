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

    /// <summary>What the model has to be told before its next reply; null: nothing.</summary>
    /// <param name="before">The conversation out of the journal, in which an earlier notice stands.</param>
    public static string? Notice(IReadOnlyList<ChatMessage> before) =>
        LoopGuard.Circle(Made(before)) is { } circle
        && LoopNotice.Text(circle) is var notice
        && !before.Any(m => m.Role == ChatRole.User && m.Text == notice)
            ? notice
            : null;

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
        var made = Made(before);
        MadeCall[] next = [.. calls.Select(c => new MadeCall(Text(c.Name, c.Arguments), null))];
        return LoopGuard.GoesOn(made, [.. next.Select(c => c.Call)])
            ? $"loop: {string.Join(", ", calls.Select(c => c.Name).Distinct())} over and over with the same results, although it was told"
            : calls.Count > 0 && LoopGuard.Repeats([.. made, .. next])
            ? $"loop: the same call of {calls[^1].Name} {LoopGuard.EqualCallLimit} times in a row"
            : null;
    }

    /// <summary>The calls since somebody last said something, which makes a difference, each with its result.</summary>
    private static List<MadeCall> Made(IReadOnlyList<ChatMessage> messages)
    {
        var made = new List<MadeCall>();
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.User && !LoopNotice.Is(message.Text))
            {
                made.Clear();
            }

            made.AddRange(Calls([message]).Select(c => new MadeCall(Text(c.Name, c.Arguments), null)));
            // A message of results answers all calls of the one before it, in their order.
            FunctionResultContent[] results = [.. message.Contents.OfType<FunctionResultContent>()];
            var first = made.Count - results.Length;
            foreach (var (i, result) in results.Index())
            {
                made[first + i] = made[first + i] with { Result = result.Result?.ToString() ?? "" };
            }
        }

        return made;
    }

    private static string Text(string name, object? arguments) => $"{name} {JsonSerializer.Serialize(arguments, SlopJson.Options)}";

    private static IEnumerable<FunctionCallContent> Calls(IEnumerable<ChatMessage> messages) =>
        messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>();
}
