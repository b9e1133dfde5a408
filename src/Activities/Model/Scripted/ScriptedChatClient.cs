using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Models.Scripts;

namespace SlopTemporal.Activities.Model.Scripted;

/// <summary>A model that answers from a script: same place, same answer.</summary>
public sealed class ScriptedChatClient(ModelName model, Script script, ScriptLog log) : IChatClient
{
    /// <summary>Characters of one token, where a script does not count.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>Characters of a piece of a streamed text; a piece ends with a word.</summary>
    private const int PieceLength = 40;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        JoinedReply.JoinAsync(GetStreamingResponseAsync(messages, options, cancellationToken));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = ScriptCall.ReadFrom(options);
        var turn = script.At(call.Place);
        var sent = Tokens(messages.SelectMany(m => m.Contents).Sum(Characters));
        await Task.Delay(TimeSpan.FromMilliseconds(turn.WaitMs ?? script.WaitMs), cancellationToken);
        if (turn.Fail is { } fail && call.FailedTries < fail.Times)
        {
            throw new ModelReplyException(
                fail.Kind,
                $"{fail.Kind.ToString().ToLowerInvariant()} failure {call.FailedTries + 1} of {fail.Times}, as the script says",
                fail.RetryAfter,
                Cost(fail, turn, sent));
        }

        log.Answered(call, model);
        AIContent[] contents =
        [
            .. Pieces(turn.Text).Select(piece => new TextContent(piece)),
            .. turn.Calls.Select((c, i) => Content($"{call.Turn}-{i + 1}", c)),
        ];
        foreach (var content in contents)
        {
            yield return new(ChatRole.Assistant, [content]) { ModelId = model.Name };
        }

        yield return new(ChatRole.Assistant, [new UsageContent(Count(turn, contents, sent))])
        {
            ModelId = model.Name,
            FinishReason = turn.Calls.Count == 0 ? ChatFinishReason.Stop : ChatFinishReason.ToolCalls,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata)
        ? new ChatClientMetadata(model.Provider, null, model.Name)
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static UsageDetails Count(ScriptTurn turn, IEnumerable<AIContent> contents, long sent)
    {
        var thoughts = turn.Usage?.Thoughts ?? 0;
        return new()
        {
            InputTokenCount = turn.Usage?.Input ?? sent,
            OutputTokenCount = (turn.Usage?.Output ?? Tokens(contents.Sum(Characters))) + thoughts,
            ReasoningTokenCount = thoughts,
            CachedInputTokenCount = turn.Usage?.Cached ?? 0,
        };
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var blank = start + PieceLength < text.Length ? text.IndexOf(' ', start + PieceLength) : -1;
            var end = blank < 0 ? text.Length : blank + 1;
            yield return text[start..end];
            start = end;
        }
    }

    private static FunctionCallContent Content(string id, ScriptedToolCall call) => call.Arguments.ValueKind == JsonValueKind.Object
        ? new(id, call.Name, call.Arguments.EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value, StringComparer.Ordinal))
        : new(id, call.Name) { Exception = new JsonException($"the arguments are {call.Arguments.GetRawText()}, not an object") };

    // A bad reply was paid for; a call that the provider turned away was not.
    private static Usage Cost(ScriptFailure fail, ScriptTurn turn, long sent) => fail.Kind == FailureKind.Quality
        ? new()
        {
            Calls = 1,
            Input = turn.Usage?.Input ?? sent,
            Output = turn.Usage?.Output ?? 0,
            Thoughts = turn.Usage?.Thoughts ?? 0,
            Cached = turn.Usage?.Cached ?? 0,
        }
        : new() { Calls = 1 };

    private static long Tokens(long characters) => characters / CharactersPerToken;

    private static long Characters(AIContent content) => content switch
    {
        TextContent text => text.Text.Length,
        FunctionCallContent call => call.Name.Length + (call.Arguments?.Sum(a => a.Key.Length + (a.Value?.ToString()?.Length ?? 0)) ?? 0),
        FunctionResultContent result => result.Result?.ToString()?.Length ?? 0,
        _ => 0,
    };
}
