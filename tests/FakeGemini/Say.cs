using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Replies of a model, in the shapes that were recorded from the real one.</summary>
public static class Say
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A thought, the text in two pieces, then an empty piece that carries the signature and the end.</summary>
    public static Func<Exchange, Reply> Text(string text) => exchange => Events(exchange, "STOP",
        Thought("Let me think."),
        TextPart(text[..(text.Length / 2)]),
        TextPart(text[(text.Length / 2)..]),
        exchange.Signatures.Sign(exchange.Model, TextPart("")));

    /// <summary>A thought, some words, then calls in one event of which the first is signed, then the end.</summary>
    public static Func<Exchange, Reply> Calls(params Asked[] calls) => exchange =>
    {
        var parts = calls.Select(c => Call(c)).ToArray();
        exchange.Signatures.Sign(exchange.Model, parts[0]);
        return Stream(
            Chunk(exchange, null, Thought("Two at once.")),
            Chunk(exchange, null, TextPart("I look. ")),
            Chunk(exchange, null, parts),
            Chunk(exchange, "STOP", TextPart("")));
    };

    /// <summary>One event for each part, the last with the reason.</summary>
    public static Reply Events(Exchange exchange, string? reason, params JsonObject[] parts) =>
        Stream([.. parts.Select((p, i) => Chunk(exchange, i == parts.Length - 1 ? reason : null, p))]);

    /// <summary>A last event without any content.</summary>
    public static Func<Exchange, Reply> Only(string reason, string? message = null) => exchange =>
    {
        var chunk = Chunk(exchange, reason);
        chunk["candidates"]![0]!.AsObject().Remove("content");
        if (message is not null)
        {
            chunk["candidates"]![0]!["finishMessage"] = message;
        }

        return Stream(chunk);
    };

    public static Reply Stream(params JsonObject[] events) => Reply.Raw([.. events.Select(Event)]);

    public static string Event(JsonObject data) => $"data: {data.ToJsonString(Plain)}\r\n\r\n";

    /// <summary>An event with running counts: the prompt's grows, what is zero is left out.</summary>
    public static JsonObject Chunk(Exchange exchange, string? reason, params JsonObject[] parts)
    {
        var prompt = Encoding.UTF8.GetByteCount(exchange.Body.ToJsonString()) / 4;
        var candidate = new JsonObject { ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray([.. parts]) } };
        var usage = new JsonObject { ["promptTokenCount"] = prompt, ["totalTokenCount"] = prompt };
        if (reason is not null)
        {
            candidate["finishReason"] = reason;
            exchange.Bill?.Invoke(new(exchange.Model, prompt + 7, 3, 20, 12));
            usage = new JsonObject
            {
                ["promptTokenCount"] = prompt + 7,
                ["cachedContentTokenCount"] = 3,
                ["candidatesTokenCount"] = 20,
                ["thoughtsTokenCount"] = 12,
                ["totalTokenCount"] = prompt + 39,
                ["trafficType"] = "ON_DEMAND",
            };
        }

        return new()
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = usage,
            ["modelVersion"] = exchange.Model,
            ["responseId"] = "resp-1",
        };
    }

    public static JsonObject TextPart(string text) => new() { ["text"] = text };

    public static JsonObject Thought(string text) => new() { ["text"] = text, ["thought"] = true };

    public static JsonObject Call(Asked call)
    {
        var body = new JsonObject { ["name"] = call.Name, ["args"] = JsonNode.Parse(call.Arguments) };
        if (call.Id is not null)
        {
            body["id"] = call.Id;
        }

        return new() { ["functionCall"] = body };
    }
}

/// <summary>A call that the model is to make.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Arguments">JSON.</param>
/// <param name="Id">Null: none, as older models do.</param>
public sealed record Asked(string Name, string Arguments, string? Id = null);
