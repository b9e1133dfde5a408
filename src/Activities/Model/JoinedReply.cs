using System.Text;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model;

/// <summary>A streamed reply put together as it comes.</summary>
/// <remarks>The library's own way adds up counts and loses what a client put on the pieces of a text.</remarks>
internal sealed class JoinedReply
{
    private readonly List<AIContent> _pieces = [];
    private readonly ChatResponse _reply = new();
    private string? _messageId;

    /// <summary>The whole reply.</summary>
    /// <param name="updates">The reply in pieces; an exception among them is thrown on.</param>
    /// <param name="onPiece">Called with each piece as it comes.</param>
    public static async Task<ChatResponse> JoinAsync(IAsyncEnumerable<ChatResponseUpdate> updates, Action<AIContent>? onPiece = null)
    {
        var joined = new JoinedReply();
        await foreach (var update in updates)
        {
            joined.Add(update);
            foreach (var piece in update.Contents)
            {
                onPiece?.Invoke(piece);
            }
        }

        return joined.Reply();
    }

    private void Add(ChatResponseUpdate update)
    {
        _pieces.AddRange(update.Contents.Where(c => c is not UsageContent));
        // What is said last of the whole holds, counts too: they run.
        _reply.Usage = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details ?? _reply.Usage;
        _reply.FinishReason = update.FinishReason ?? _reply.FinishReason;
        _reply.ModelId = update.ModelId ?? _reply.ModelId;
        _reply.ResponseId = update.ResponseId ?? _reply.ResponseId;
        _messageId = update.MessageId ?? _messageId;
        foreach (var (name, value) in update.AdditionalProperties ?? [])
        {
            (_reply.AdditionalProperties ??= [])[name] = value;
        }
    }

    private ChatResponse Reply()
    {
        _reply.Messages.Add(new(ChatRole.Assistant, Join(_pieces)) { MessageId = _messageId });
        return _reply;
    }

    /// <summary>Joins the pieces of a text; one that carries something stays alone, as it has to go back.</summary>
    private static List<AIContent> Join(List<AIContent> pieces)
    {
        var joined = new List<AIContent>();
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Count; i++)
        {
            text.Append(Text(pieces[i]));
            if (i + 1 < pieces.Count && IsPlain(pieces[i]) && IsPlain(pieces[i + 1]) && pieces[i].GetType() == pieces[i + 1].GetType())
            {
                continue;
            }

            joined.Add((IsPlain(pieces[i]), pieces[i]) switch
            {
                (true, TextContent) => new TextContent(text.ToString()),
                (true, TextReasoningContent) => new TextReasoningContent(text.ToString()),
                (_, var alone) => alone,
            });
            text.Clear();
        }

        return joined;
    }

    private static bool IsPlain(AIContent piece) => piece is TextContent or TextReasoningContent && piece.AdditionalProperties is null;

    private static string? Text(AIContent piece) => piece switch
    {
        TextContent said => said.Text,
        TextReasoningContent thought => thought.Text,
        _ => null,
    };
}
