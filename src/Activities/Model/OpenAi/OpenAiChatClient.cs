using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>The package's client, whose failures end as those of every other model do.</summary>
internal sealed class OpenAiChatClient(IChatClient inner, OpenAiFailures failures) : DelegatingChatClient(inner)
{
    /// <exception cref="ModelReplyException">No usable reply.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await TranslateAsync(() => InnerClient.GetResponseAsync(messages, options, cancellationToken), cancellationToken);

    /// <exception cref="ModelReplyException">No usable reply; what was streamed before is not to be used.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isWhole = false;
        await using var updates = InnerClient
            .GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await TranslateAsync(() => updates.MoveNextAsync().AsTask(), cancellationToken))
        {
            isWhole |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        // The package takes an error within a stream for an empty piece, and a cut one for its end.
        if (!isWhole)
        {
            throw failures.AfterStart(FailureKind.Transient, "the stream ended without a finish reason: the reply is not whole");
        }
    }

    private async Task<T> TranslateAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        // The package reads replies without a net: what is not as it expects comes out as an exception of any kind.
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw failures.From(e);
        }
    }
}
