using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Model;

/// <summary>One model call a time: looked up in the journal, made, journaled, or failed in a way that the retry policy
/// understands.</summary>
public sealed class ModelActivities(
    Journal journal,
    Documents documents,
    FirstPrompt firstPrompt,
    Conversation conversation,
    TurnCaller caller,
    Func<SlopSettings> settings) : IModelActivities
{
    /// <inheritdoc/>
    [Activity]
    public async Task<TurnResult> TurnAsync(TurnInput input)
    {
        var document = documents.Load(input.Scope.Run.Document);
        var place = ReplyPlace.Of(input);
        var turn = journal.Read<TurnRecord>(input.Scope, place.Name) ?? await caller.AnswerAsync(Request(place, input, document));
        var calls = CallSummaries.Create(turn.Calls, document, AsksForEveryCall(input), place.Tier);
        return TurnResults.From(turn, new TurnTries(journal, place).Failed(), input, settings().Catalogue) with { Calls = calls };
    }

    /// <inheritdoc/>
    [Activity]
    public Task<int?> RungAsync(RungQuestion question)
    {
        var ladder = documents.Load(question.Run.Document).Ladder;
        for (var rung = 0; rung < ladder.Count; rung++)
        {
            if (ladder[rung].ToString() == question.Model || ladder[rung].Name == question.Model)
            {
                return Task.FromResult<int?>(rung);
            }
        }

        throw new ApplicationFailureException(
            $"\"{Preview.Line(question.Model, 80)}\" is not in the ladder of this track: {string.Join(", ", ladder)}",
            Failures.Refused,
            nonRetryable: true);
    }

    /// <inheritdoc/>
    [Activity]
    public Task<PromptDraft> DraftAsync(TurnInput input) =>
        Task.FromResult(firstPrompt.Draft(input, documents.Load(input.Scope.Run.Document)));

    /// <inheritdoc/>
    [Activity]
    public Task EditDraftAsync(EditedDraft draft)
    {
        firstPrompt.Edit(draft, documents.Load(draft.Input.Scope.Run.Document));
        return Task.CompletedTask;
    }

    private ModelRequest Request(ReplyPlace place, TurnInput input, TrackDocument document) =>
        new(place, conversation.Before(input, document), [.. ToolCatalogue.Declarations(document, place.Tier)])
        {
            // Tier 2 has no tools: whatever it calls, it is asked for a text again.
            FindFault = place.Tier == Tier.Lead ? _ => null : null,
            Rung = input.Rung,
            Paid = input.Paid,
            Left = input.Left,
        };

    private bool AsksForEveryCall(TurnInput input) => input.Tier is null && AsksForEveryCallOf(input);

    private bool AsksForEveryCallOf(TurnInput input) =>
        documents.Load(input.Scope.Run.Document).Track.Approvals.Tool == GatePolicy.Ask || documents.Ticket(input.Scope).StepMode;
}
