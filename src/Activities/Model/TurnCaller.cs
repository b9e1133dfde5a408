using System.Diagnostics;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Live;
using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model;

/// <summary>Makes the call of a turn: in its turn, noted before it goes out, journaled before it is reported.</summary>
public sealed class TurnCaller(
    Journal journal,
    Documents documents,
    ModelProviders providers,
    LiveLog live,
    CallLimiter limiter,
    Func<SlopSettings> settings,
    TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The reply, journaled; or the failure in the words of a retry policy.</summary>
    public async Task<TurnRecord> AnswerAsync(ModelRequest request)
    {
        var document = documents.Load(request.Place.Scope.Run.Document);
        var models = document.ModelsOf(request.Place.Tier);
        var journaled = new TurnTries(journal, request.Place);
        var tries = journaled.Read();
        var policy = new TryPolicy(request, document);
        var rung = policy.NextRung(tries);
        using var watched = live.OpenCall(request.Place, tries.Count + 1, models.Ladder[rung]);
        var call = new TurnCall(request, document, models.Ladder[rung], rung, tries, settings(), watched);
        policy.Allow(tries, Expected(call, call.Model));
        try
        {
            return await Heartbeats.RunAsync(
                token => CallAsync(call, journaled, token),
                () => new
                {
                    model = call.Model,
                    rung,
                    tier = request.Place.Tier,
                    turn = request.Place.Turn,
                    characters = watched.Characters,
                    waits = limiter.Describe(call.Queued),
                });
        }
        catch (ModelReplyException e)
        {
            watched.Discard(e.Message);
            var failed = new ModelTry(
                call.Model,
                OverlongPrompt.KindOf(e, call.Tokens, tries),
                Preview.Line(e.Message),
                Priced(call, e.MayBeBilled ? Counted(call, e.Usage) : e.Usage));
            journaled.Fail(tries.Count + 1, failed);
            throw policy.After(
                [.. tries, failed],
                e.Message,
                e.RetryAfter,
                Expected(call, models.Ladder[policy.NextRungOr(rung, [.. tries, failed])]),
                time.GetUtcNow());
        }
    }

    private async Task<TurnRecord> CallAsync(TurnCall call, TurnTries journaled, CancellationToken cancellationToken)
    {
        OverlongPrompt.Check(call.Tokens, call.Card);
        using var client = providers.Create(call.Model, call.Document);
        using var place = await limiter.EnterAsync(call.Queued, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!call.Model.IsScripted)
        {
            journaled.Send(call.Tries.Count + 1, new(call.Model, Priced(call, new() { Calls = 1, Input = call.Tokens }), time.GetUtcNow()));
        }

        CrashPoint.Hit(CrashPoints.ModelBeforeCall);
        var started = Stopwatch.GetTimestamp();
        var response = await place.WatchAsync(() => GetAsync(client, call, cancellationToken));

        // From here to the journal nothing may wait or look at a cancel: the answer is paid for.
        string[] tools = [.. call.Request.Tools.Select(t => t.Name)];
        var reply = ReplyReader.Read(response, tools);
        var answeredBy = ReplyReader.AnsweringModel(response);
        var usage = Priced(call, Counted(call, ReplyReader.Usage(response.Usage)), answeredBy);
        if ((reply.Problem ?? RepeatedCalls.Problem(call.Request.Messages, reply.Calls, tools) ?? FindFault(call, reply)) is { } problem)
        {
            throw new ModelReplyException(FailureKind.Quality, problem, null, usage);
        }

        var ours = Record(call, reply, usage, Stopwatch.GetElapsedTime(started)) with { AnsweredBy = answeredBy };
        var record = journal.Write(call.Request.Place.Scope, call.Request.Place.Name, ours);
        if (!ReferenceEquals(record, ours))
        {
            journaled.Overtake(call.Tries.Count + 1, call.Model, usage);
        }

        call.Watched.WriteCalls(record);
        CrashPoint.Hit(CrashPoints.ModelJournaled);
        return record;
    }

    private static async Task<ChatResponse> GetAsync(IChatClient client, TurnCall call, CancellationToken cancellationToken)
    {
        var (scope, tier, turn) = call.Request.Place;
        var thinking = call.Document.ModelsOf(tier).Thinking;
        var options = ModelOptions.For(call.Model, call.Card, call.Catalogue.Contains(call.Model), thinking);
        options.Tools = call.Request.Tools.Count == 0 ? null : call.Request.Tools;
        new ScriptCall(scope.Run.Track, call.Request.Place.ScriptTicket, tier, scope.Attempt, turn, call.Tries.Count).PutInto(options);
        // A client that keeps limits of its own says more about it.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(call.Settings.TotalSeconds) + Grace);
        try
        {
            return await StreamedCall.GetAsync(client, call.Request.Messages, options, call.Watched, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelReplyException(
                FailureKind.Transient,
                $"the reply took longer than {call.Settings.TotalSeconds} s",
                null,
                new Usage { Calls = 1 })
            {
                MayBeBilled = true,
            };
        }
    }

    /// <summary>What a provider has not counted is estimated: a call is never free because nobody has said what it takes.</summary>
    private static Usage Counted(TurnCall call, Usage said) =>
        said.Tokens > 0 || call.Model.IsScripted
            ? said
            : PromptSize.Usage(call.Request.Messages, call.Request.Tools, (int)call.Watched.Characters);

    /// <summary>What one more call takes at least.</summary>
    private Spending Expected(TurnCall call, ModelName model) =>
        new(call.Catalogue.Cost(model, new() { Input = call.Tokens }, Today), call.Tokens);

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>A budget holds before the bill comes: each call is priced on its day.</summary>
    /// <param name="call">The call, which says who was asked.</param>
    /// <param name="usage">Tokens; a price in it is replaced.</param>
    /// <param name="answeredBy">Who answered in its place, and is on the bill; null: nobody.</param>
    private Usage Priced(TurnCall call, Usage usage, string? answeredBy = null)
    {
        var billed = answeredBy is null ? call.Model : call.Model with { Name = answeredBy };
        return call.Catalogue.WithCost(call.Catalogue.Contains(billed) ? billed : call.Model, usage, Today);
    }

    private TurnRecord Record(TurnCall call, ReadReply reply, Usage usage, TimeSpan took) => new()
    {
        Turn = call.Request.Place.Turn,
        Message = Conversation.Told(call.Request.Messages),
        Kind = reply.Kind,
        Text = reply.Text,
        Calls = reply.Calls,
        Parts = reply.Parts,
        Model = call.Model,
        Rung = call.Rung,
        Usage = usage,
        Tries = call.Tries,
        At = time.GetUtcNow(),
        Milliseconds = (long)took.TotalMilliseconds,
    };

    private static string? FindFault(TurnCall call, ReadReply reply) => (reply.Kind, call.Request.FindFault) switch
    {
        (_, null) => null,
        (ReplyKind.Calls, _) => "malformed: it calls a tool, and there is none",
        (_, { } find) => find(reply.Text) is { } fault ? $"malformed: {fault}" : null,
    };

    private sealed record TurnCall(
        ModelRequest Request,
        TrackDocument Document,
        ModelName Model,
        int Rung,
        IReadOnlyList<ModelTry> Tries,
        SlopSettings Settings,
        LiveCall Watched)
    {
        public ModelCatalogue Catalogue => Settings.Catalogue;

        public ModelCard Card { get; } = Settings.Catalogue.Get(Model);

        public long Tokens => Queued.Tokens;

        public QueuedCall Queued { get; } = new(Request.Place.Scope.Run.Track, Model, PromptSize.Tokens(Request.Messages, Request.Tools));
    }
}
