using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Model;

/// <summary>Carries what a provider's client put on the pieces of a reply through the journal.</summary>
internal static class ReplyParts
{
    /// <summary>The pieces, or none where nothing was put on any of them.</summary>
    /// <param name="response">The whole reply.</param>
    /// <param name="requests">Its calls as they are journaled.</param>
    public static IReadOnlyList<ReplyPart> From(ChatResponse response, IReadOnlyList<CallRequest> requests)
    {
        AIContent[] contents = [.. response.Messages.SelectMany(m => m.Contents).Where(c => c is TextContent or FunctionCallContent)];
        if (response.Messages.Count != 1 || contents.All(c => c.AdditionalProperties is null or { Count: 0 }))
        {
            return [];
        }

        var calls = 0;
        return [.. contents.Select(c => c is FunctionCallContent call
            ? Part(call, calls++, requests)
            : new ReplyPart(((TextContent)c).Text.Length, null, Properties(c)))];
    }

    /// <summary>The same pieces again.</summary>
    public static IList<AIContent> Contents(TurnRecord turn)
    {
        var at = 0;
        var contents = new List<AIContent>();
        foreach (var part in turn.Parts)
        {
            AIContent content = part.Call is { } call ? Call(turn.Calls[call]) : new TextContent(turn.Text.Substring(at, part.Length));
            at += part.Length;
            content.AdditionalProperties = part.Properties is { } properties
                ? new(properties.Select(p => KeyValuePair.Create(p.Key, (object?)p.Value)))
                : null;
            contents.Add(content);
        }

        return contents;
    }

    public static FunctionCallContent Call(CallRequest call) =>
        new(call.Id, call.Name, call.Arguments.Deserialize<Dictionary<string, object?>>());

    // A signature holds for the call as it came: with another name, or other arguments, its provider refuses it.
    private static ReplyPart Part(FunctionCallContent call, int index, IReadOnlyList<CallRequest> requests) =>
        new(0, index, requests[index] is { Fault: null } request && request.Name == call.Name ? Properties(call) : null);

    private static Dictionary<string, JsonElement>? Properties(AIContent content) =>
        content.AdditionalProperties?.ToDictionary(
            p => p.Key, p => JsonSerializer.SerializeToElement(p.Value, SlopJson.Options), StringComparer.Ordinal);
}
