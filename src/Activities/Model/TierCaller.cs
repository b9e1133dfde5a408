using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Model;

/// <summary>The answer of a tier.</summary>
/// <param name="Text">As the model gave it; it has the form that was asked for.</param>
public sealed record TierReply(string Text, TierBill Bill);

/// <summary>What a tier is asked.</summary>
/// <param name="System">Who it is and the rules.</param>
/// <param name="Text">The question.</param>
/// <param name="FindFault">Why an answer has not the form that was asked for; null: it has.</param>
public sealed record TierQuestion(string System, string Text, Func<string, string?>? FindFault = null);

/// <summary>Asks tiers other than the worker's, one question a time; an answer in the journal is not asked for again.</summary>
public sealed class TierCaller(Journal journal, Documents documents, ModelProviders providers, TurnCaller caller)
{
    /// <summary>The answer. Null: the track's script has none for that tier, which plays no part in it then.</summary>
    /// <param name="call">Where the question stands.</param>
    /// <param name="question">Made only where it is still to be asked.</param>
    public async Task<TierReply?> AskAsync(TierCall call, Func<Task<TierQuestion>> question)
    {
        var place = new ReplyPlace(call.Scope, call.Tier, call.Turn);
        var document = documents.Load(call.Scope.Run.Document);
        if (!providers.Answers(document, place))
        {
            return null;
        }

        var turn = journal.Read<TurnRecord>(call.Scope, place.Name)
            ?? await caller.AnswerAsync(Request(call, place, await question()));
        var tries = TurnTries.Fold(new TurnTries(journal, place).Failed().Skip(call.Paid ?? 0));
        ModelUsage[] usage =
        [
            .. tries.Select(t => new ModelUsage(t.Model, t.Usage) { Tier = call.Tier }),
            new(turn.Model, turn.Usage) { Tier = call.Tier },
        ];
        return new(turn.Text, new(turn.Model, usage));
    }

    private ModelRequest Request(TierCall call, ReplyPlace place, TierQuestion question)
    {
        // For people: the answers of a tier are read beside what it was asked.
        journal.WriteText(call.Scope, place.Name, $"{question.System}\n\n---\n\n{question.Text}");
        return new(place, [new(ChatRole.System, question.System), new(ChatRole.User, question.Text)], [])
        {
            Paid = call.Paid,
            Left = call.Left,
            FindFault = question.FindFault,
        };
    }
}
