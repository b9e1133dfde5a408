using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>A Gemini model. Every call is streamed: silence is noticed, and an error within a reply is told from its end.</summary>
public sealed class GeminiChatClient(GeminiConnection connection, string model) : IChatClient
{
    private readonly GeminiModel _model = new(model, connection.Endpoint.Provider);

    /// <exception cref="ModelReplyException">No usable reply.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        JoinedReply.JoinAsync(GetStreamingResponseAsync(messages, options, cancellationToken));

    /// <exception cref="ModelReplyException">No usable reply; what was streamed before is not to be used.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Start(messages, options, cancellationToken);
        using var stream = call.Stream;
        while (await NextAsync(call) is { } contents)
        {
            if (contents.Count > 0)
            {
                yield return Update(call.Reply, [.. contents]);
            }
        }

        // Only one count: those who join updates add them up.
        var end = Update(call.Reply, call.Reply.Usage is { } usage ? [new UsageContent(usage)] : []);
        end.FinishReason = call.Reply.Finish.ChatReason;
        end.AdditionalProperties = call.Reply.Properties;
        yield return end;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ChatClientMetadata)
        ? new ChatClientMetadata(connection.Endpoint.System, connection.Endpoint.Base, model)
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The connections are the provider's.
    }

    private Call Start(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            ChatMessage[] all = [.. messages];
            var body = RequestWriter.Write(_model, all, options);
            var earlierCalls = all.SelectMany(m => m.Contents).Count(c => c is FunctionCallContent);
            return new(new(connection, _model, body, cancellationToken), new(_model, earlierCalls));
        }
        catch (FaultException e)
        {
            throw Failure(e.Fault, Usage.None);
        }
    }

    /// <summary>What the next event adds, or null at the end of a usable reply.</summary>
    private async Task<IReadOnlyList<AIContent>?> NextAsync(Call call)
    {
        try
        {
            return await call.Stream.NextAsync() is { } chunk
                ? call.Reply.Add(chunk)
                : call.Reply.Finish.Problem is { } problem ? throw new FaultException(problem) : null;
        }
        catch (FaultException e)
        {
            throw Failure(e.Fault, ReplyReader.Usage(call.Reply.Usage), call.Stream.MayBeBilled);
        }
    }

    // No inner exception: its text may hold a secret.
    private ModelReplyException Failure(Fault fault, Usage usage, bool mayBeBilled = false) =>
        new(fault.Kind, ProviderFailures.Line(fault.Reason, connection.Endpoint.Redact), fault.RetryAfter, usage)
        {
            MayBeBilled = mayBeBilled,
        };

    private static ChatResponseUpdate Update(GeminiReply reply, IList<AIContent> contents) =>
        new(ChatRole.Assistant, contents) { ResponseId = reply.ResponseId, MessageId = reply.ResponseId, ModelId = reply.ModelId };

    private sealed record Call(GeminiStream Stream, GeminiReply Reply);
}
