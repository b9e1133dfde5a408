using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What the end of a reply means.</summary>
/// <param name="Reason">The service's word; null: none came.</param>
/// <param name="Message">What it says beside the word.</param>
/// <param name="Block">Why the prompt itself was refused.</param>
internal sealed record Finish(string? Reason, string? Message, string? Block, bool HasText, bool HasCalls, bool HasThoughts)
{
    /// <summary>Null: the reply is whole and says something.</summary>
    public Fault? Problem => Reason switch
    {
        null when Block is not null => Fault.Quality($"refused: the prompt was blocked ({Block})"),
        null => Fault.Transient("the stream ended without a finish reason: the reply is not whole"),
        "STOP" or "MAX_TOKENS" when HasText || HasCalls => null,
        "STOP" when HasThoughts => Fault.Quality("empty: thoughts only"),
        "STOP" => Fault.Quality("empty: neither text nor a call"),
        "MAX_TOKENS" => Fault.Quality("truncated: thinking used up the limit of tokens before any text"),
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" or "TOO_MANY_TOOL_CALLS" => Fault.Quality($"malformed: {Said}"),
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE" or "MODEL_ARMOR" =>
            Fault.Quality($"refused by the provider's filter: {Said}"),
        _ => Fault.Quality($"the model stopped for a reason of its own: {Said}"),
    };

    /// <summary>The reason in the words of chat clients.</summary>
    public ChatFinishReason ChatReason => Reason switch
    {
        "MAX_TOKENS" => ChatFinishReason.Length,
        _ when HasCalls => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    private string Said => string.IsNullOrWhiteSpace(Message) ? Reason! : $"{Reason} ({Message})";
}
