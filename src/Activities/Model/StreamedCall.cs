using System.Text;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Live;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>A call to a model that can be watched.</summary>
internal static class StreamedCall
{
    /// <summary>Characters between two looks for a loop.</summary>
    private const int Look = 100;

    /// <summary>The whole reply; its words go to the live log as they come.</summary>
    /// <exception cref="ModelReplyException">Quality: the reply repeats itself, and nobody pays for more of it.</exception>
    public static async Task<ChatResponse> GetAsync(
        IChatClient client, IReadOnlyList<ChatMessage> messages, ChatOptions options, LiveCall live, CancellationToken cancellationToken)
    {
        live.Begin();
        try
        {
            var (text, looked) = (new StringBuilder(), 0);
            return await JoinedReply.JoinAsync(client.GetStreamingResponseAsync(messages, options, cancellationToken), piece =>
            {
                live.Receive(piece);
                text.Append((piece as TextContent)?.Text);
                if (text.Length < looked + Look)
                {
                    return;
                }

                looked = text.Length;
                if (LoopGuard.Repeats(text.ToString(Math.Max(0, looked - LoopGuard.TailLength), Math.Min(looked, LoopGuard.TailLength))))
                {
                    throw new ModelReplyException(
                        FailureKind.Quality,
                        "loop: the reply repeats itself",
                        null,
                        PromptSize.Usage(messages, options.Tools ?? [], looked));
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            live.Discard("the call was cut off");
            throw;
        }
        finally
        {
            live.End();
        }
    }
}
