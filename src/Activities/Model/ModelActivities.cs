using System.Diagnostics;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace SlopTemporal.Activities.Model;

/// <summary>One model call a time: looked up in the journal, made, journaled, or failed in a way that the retry policy understands.</summary>
public sealed class ModelActivities(Journal journal, Documents documents, Conversation conversation, FirstPrompt firstPrompt, ModelProviders providers) : IModelActivities
{
    /// <inheritdoc/>
    [Activity]
    public async Task<TurnResult> TurnAsync(TurnInput input) =>
        TurnResults.Of(journal.Read<TurnRecord>(input.Scope, JournalNames.Turn(input.Turn)) ?? await AnswerAsync(input), AsksForEveryCall(input), documents.Load(input.Scope.Run.Document).ToolRules ?? []);

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

        throw new ApplicationFailureException($"\"{Preview.Line(question.Model, 80)}\" is not in the ladder of this track: {string.Join(", ", ladder)}", Failures.Refused, nonRetryable: true);
    }

    /// <inheritdoc/>
    [Activity]
    public Task<PromptDraft> DraftAsync(TurnInput input) => Task.FromResult(firstPrompt.Draft(input, documents.Load(input.Scope.Run.Document)));

    /// <inheritdoc/>
    [Activity]
    public Task EditDraftAsync(EditedDraft draft)
    {
        firstPrompt.Edit(draft, documents.Load(draft.Input.Scope.Run.Document));
        return Task.CompletedTask;
    }

    private bool AsksForEveryCall(TurnInput input) =>
        documents.Load(input.Scope.Run.Document).Track.Approvals.Tool == GatePolicy.Ask || documents.Ticket(input.Scope).StepMode;

    private async Task<TurnRecord> AnswerAsync(TurnInput input)
    {
        var document = documents.Load(input.Scope.Run.Document);
        var tries = Tries.Read(journal, input.Scope, input.Turn);
        var rung = TryPolicy.NextRung(input, tries, document.Ladder);
        var model = document.Ladder[rung];
        try
        {
            var call = new TurnCall(input, document, model, rung, tries);
            return await Heartbeats.WhileAsync(token => CallAsync(call, token), new { model, rung, turn = input.Turn });
        }
        catch (ModelReplyException e)
        {
            var failed = new ModelTry(model, e.Kind, Preview.Line(e.Message), Priced(model, e.Usage));
            journal.Write(input.Scope, JournalNames.Try(input.Turn, tries.Count + 1), failed);
            CrashPoint.Hit(CrashPoints.TriesJournaled);
            throw TryPolicy.After(input, [.. tries, failed], document.Ladder, e.Message, e.RetryAfter);
        }
    }

    private async Task<TurnRecord> CallAsync(TurnCall call, CancellationToken cancellationToken)
    {
        var messages = conversation.Before(call.Input, call.Document);
        using var client = providers.Create(call.Model, call.Document);
        CrashPoint.Hit(CrashPoints.ModelBeforeCall);
        var started = Stopwatch.GetTimestamp();
        var response = await GetAsync(client, messages, call, cancellationToken);

        // From here to the journal nothing may wait or look at a cancel: the answer is paid for.
        var reply = ReplyReader.Read(response, ToolCatalogue.Names(call.Document));
        var usage = Priced(call.Model, ReplyReader.Usage(response.Usage));
        if (reply.Problem is { } problem)
        {
            throw new ModelReplyException(FailureKind.Quality, problem, null, usage);
        }

        var record = journal.Write(call.Input.Scope, JournalNames.Turn(call.Input.Turn), Record(call, reply, usage, Stopwatch.GetElapsedTime(started)));
        CrashPoint.Hit(CrashPoints.ModelJournaled);
        return record;
    }

    private static async Task<ChatResponse> GetAsync(IChatClient client, IReadOnlyList<ChatMessage> messages, TurnCall call, CancellationToken cancellationToken)
    {
        var scope = call.Input.Scope;
        var options = new ChatOptions { ModelId = call.Model.Name, Tools = [.. ToolCatalogue.Declarations(call.Document)] };
        new ScriptCall(scope.Run.Track, scope.Ticket, ScriptCall.WorkerTier, scope.Attempt, call.Input.Turn, call.Tries.Count).PutInto(options);
        try
        {
            return await client.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelReplyException(FailureKind.Transient, $"the call timed out: {e.Message}", null, new Usage { Calls = 1 });
        }
    }

    /// <summary>A budget holds before the bill comes: each call is priced on its day.</summary>
    private static Usage Priced(ModelName model, Usage usage) => usage with { Usd = ModelPrices.Of(model, usage, DateOnly.FromDateTime(DateTime.UtcNow)) };

    private TurnRecord Record(TurnCall call, ReadReply reply, Usage usage, TimeSpan took) => new()
    {
        Turn = call.Input.Turn,
        Message = call.Input.Message is { } hash ? documents.Text(hash) : null,
        Kind = reply.Kind,
        Text = reply.Text,
        Calls = reply.Calls,
        Parts = reply.Parts,
        Model = call.Model,
        Rung = call.Rung,
        Usage = usage,
        Tries = call.Tries,
        At = DateTimeOffset.UtcNow,
        Milliseconds = (long)took.TotalMilliseconds,
    };

    private sealed record TurnCall(TurnInput Input, TrackDocument Document, ModelName Model, int Rung, IReadOnlyList<ModelTry> Tries);
}
