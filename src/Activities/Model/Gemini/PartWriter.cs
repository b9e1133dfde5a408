using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>One content as a part.</summary>
internal sealed class PartWriter(GeminiModel model)
{
    /// <summary>Null: nothing that a model is to see again.</summary>
    public JsonObject? Part(AIContent content)
    {
        var signature = ContentProperties.Get(content, ContentProperties.Model) == model.Signer
            ? ContentProperties.Get(content, ContentProperties.Signature)
            : null;
        var part = content switch
        {
            FunctionCallContent call => new() { ["functionCall"] = Call(call) },
            TextContent text when text.Text.Length > 0 || signature is not null => new() { ["text"] = text.Text },
            TextReasoningContent thought when signature is not null => new() { ["text"] = thought.Text, ["thought"] = true },
            DataContent data =>
                new() { ["inlineData"] = new JsonObject { ["mimeType"] = data.MediaType, ["data"] = data.Base64Data.ToString() } },
            TextContent or TextReasoningContent or UsageContent => (JsonObject?)null,
            _ => throw new FaultException(Fault.Final($"a {content.GetType().Name} cannot be sent to Gemini")),
        };
        if (signature is not null)
        {
            part?.Add("thoughtSignature", signature);
        }

        return part;
    }

    /// <summary>What came of a call.</summary>
    public static JsonObject Result(FunctionCallContent call, FunctionResultContent result)
    {
        var response = Named(call);
        response["response"] = Response(result);
        return new() { ["functionResponse"] = response };
    }

    private static JsonObject Call(FunctionCallContent content)
    {
        var call = Named(content);
        call["args"] = JsonSerializer.SerializeToNode(content.Arguments ?? new Dictionary<string, object?>(), SlopJson.Options);
        return call;
    }

    // As it came: an id that the service did not give is not one to it.
    private static JsonObject Named(FunctionCallContent call)
    {
        var named = new JsonObject();
        if ((ContentProperties.Get(call, ContentProperties.CallId) ?? call.CallId) is { Length: > 0 } id)
        {
            named["id"] = id;
        }

        named["name"] = ContentProperties.Get(call, ContentProperties.CallName) ?? call.Name;
        return named;
    }

    private static JsonObject Response(FunctionResultContent result) => result switch
    {
        { Exception: { } error } => new() { ["error"] = error.Message },
        { Result: string text } => new() { ["output"] = text },
        _ => JsonSerializer.SerializeToNode(result.Result, SlopJson.Options) is var node && node is JsonObject whole
            ? whole
            : new() { ["output"] = node },
    };
}
