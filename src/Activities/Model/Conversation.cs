using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Planning;
using SlopTemporal.Domain.Answers;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Model;

/// <summary>Puts together what was said, from the journal alone: the same files give the same conversation.</summary>
public sealed class Conversation(Journal journal, Documents documents, FirstPrompt firstPrompt, PlanPrompts planPrompts)
{
    private const string NotRun = "This call was not run.";

    /// <summary>All messages that stand before the reply of this turn.</summary>
    /// <exception cref="ApplicationFailureException">An earlier turn is gone from the journal (<see
    /// cref="Failures.Workspace"/>).</exception>
    public IReadOnlyList<ChatMessage> Before(TurnInput input, TrackDocument document)
    {
        var place = ReplyPlace.Of(input);
        var prompt = input.Tier is { } tier ? planPrompts.For(input.Scope, tier, document) : firstPrompt.For(input, document);
        List<ChatMessage> messages = [new(ChatRole.System, prompt.System), new(ChatRole.User, prompt.Text)];
        for (var turn = 1; turn < input.Turn; turn++)
        {
            messages.AddRange(Said(place, Earlier(place with { Turn = turn })));
        }

        // Journaled with the turn as any other message, so that a restart and later turns see what this one was told.
        if ((input.Message is { } hash ? documents.Text(hash) : RepeatedCalls.Notice(messages)) is { } told)
        {
            messages.Add(new(ChatRole.User, told));
        }

        return messages;
    }

    /// <summary>What the model is told before its reply, beyond the first prompt and the results of its calls; null: nothing.</summary>
    /// <param name="before">All messages that stand before the reply.</param>
    public static string? Told(IReadOnlyList<ChatMessage> before) =>
        before is [_, _, .., { } last] && last.Role == ChatRole.User ? last.Text : null;

    private IEnumerable<ChatMessage> Said(ReplyPlace place, TurnRecord turn)
    {
        if (turn.Message is not null)
        {
            yield return new(ChatRole.User, turn.Message);
        }

        yield return new(
            ChatRole.Assistant, turn.Parts.Count > 0 ? ReplyParts.Contents(turn) : [.. Text(turn), .. turn.Calls.Select(ReplyParts.Call)]);
        if (turn.Calls.Count > 0)
        {
            yield return new(ChatRole.Tool, [.. turn.Calls.Select((call, i) => Result(place with { Turn = turn.Turn }, i + 1, call))]);
        }
    }

    private TurnRecord Earlier(ReplyPlace place) =>
        journal.Read<TurnRecord>(place.Scope, place.Name)
        ?? throw new ApplicationFailureException(
            $"Turn {place.Turn} of {place.Scope.Key} is gone from the journal ({journal.Folder(place.Scope)}).",
            Failures.Workspace,
            nonRetryable: true);

    private FunctionResultContent Result(ReplyPlace place, int number, CallRequest call)
    {
        var name = JournalNames.Call(place.Turn, number, place.Tier);
        return new(call.Id, (journal.Read<CallRecord>(place.Scope, name)?.Text ?? NotRun) + Analysis(place.Scope, place.Turn, number));
    }

    private string Analysis(AttemptScope scope, int turn, int number) =>
        journal.Read<Analysis>(scope, JournalNames.CallAnalysis(turn, number)) is { } analysis
            ? $"\n\nThe quality engineer read this, and says:\n{analysis.Describe()}"
            : "";

    private static IEnumerable<AIContent> Text(TurnRecord turn) => turn.Text.Length == 0 ? [] : [new TextContent(turn.Text)];
}
