using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>A reply as its events come in.</summary>
internal sealed class GeminiReply(GeminiModel model, int earlierCalls)
{
    private readonly PartReader _parts = new(model, earlierCalls);
    private string? _finish;
    private string? _message;
    private string? _block;
    private string? _version;
    private bool _hasText;
    private bool _hasThoughts;

    public string? ResponseId { get; private set; }

    /// <summary>What the last count says; null: none came.</summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>The model that answered, as far as the service said.</summary>
    public string ModelId => _version ?? model.Name;

    public Finish Finish => new(_finish, _message, _block, _hasText, _parts.Calls > 0, _hasThoughts);

    /// <summary>What is to be known of the reply as a whole.</summary>
    public AdditionalPropertiesDictionary? Properties => ModelId == model.Name ? null : new() { [ReplyProperties.AnsweredBy] = ModelId };

    /// <summary>Takes an event in and gives back what it adds to the reply.</summary>
    public IReadOnlyList<AIContent> Add(JsonElement chunk)
    {
        ResponseId = chunk.Text("responseId") ?? ResponseId;
        _version = chunk.Text("modelVersion") is { Length: > 0 } version ? version[(version.LastIndexOf('/') + 1)..] : _version;
        _block = chunk.Member("promptFeedback").Member("blockReason") is { } block ? block.ToString() : _block;
        Usage = chunk.Member("usageMetadata") is { ValueKind: JsonValueKind.Object } usage ? UsageReader.Read(usage) : Usage;

        // One candidate is asked for.
        var candidate = chunk.Items("candidates").FirstOrDefault();
        _finish = candidate.Member("finishReason")?.ToString() ?? _finish;
        _message = candidate.Text("finishMessage") ?? _message;
        AIContent[] contents = [.. (candidate.Member("content")?.Items("parts") ?? []).Select(_parts.Read).OfType<AIContent>()];
        _hasText |= contents.Any(c => c is TextContent { Text.Length: > 0 });
        _hasThoughts |= contents.Any(c => c is TextReasoningContent);
        return contents;
    }
}
