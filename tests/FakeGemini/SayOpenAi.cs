using System.Text;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Replies of a model behind an endpoint that speaks as OpenAI does, whole or streamed as the request asks.</summary>
public static class SayOpenAi
{
    public static Func<JsonObject, Reply> Text(string text, string finish = "stop") =>
        body => Answer(body, new() { ["role"] = "assistant", ["content"] = text }, finish);

    public static Func<JsonObject, Reply> Calls(params Asked[] calls) => body => Answer(
        body,
        new()
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray([.. calls.Select((c, i) => new JsonObject
            {
                ["index"] = i,
                ["id"] = c.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = c.Name, ["arguments"] = c.Arguments },
            })]),
        },
        "tool_calls");

    /// <summary>A stream that stops before its end is said.</summary>
    public static Func<JsonObject, Reply> Cut(string text) =>
        body => Stream(Chunk(body, new() { ["role"] = "assistant", ["content"] = text }, null));

    private static Reply Answer(JsonObject body, JsonObject message, string finish)
    {
        if ((bool?)body["stream"] is true)
        {
            return Stream(Chunk(body, message, null), Chunk(body, [], finish), With(Chunk(body, null, null), Usage()));
        }

        var choice = new JsonObject { ["index"] = 0, ["message"] = message, ["finish_reason"] = finish };
        var whole = With(Head(body, "chat.completion", choice), Usage());
        return new() { ContentType = "application/json", Writes = [Encoding.UTF8.GetBytes(whole.ToJsonString())] };
    }

    private static Reply Stream(params JsonObject[] chunks) =>
        Reply.Raw([.. chunks.Select(c => $"data: {c.ToJsonString()}\n\n"), "data: [DONE]\n\n"]);

    private static JsonObject Chunk(JsonObject body, JsonObject? delta, string? finish) =>
        Head(body, "chat.completion.chunk", delta is null ? null : new() { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish });

    private static JsonObject Head(JsonObject body, string kind, JsonObject? choice) => new()
    {
        ["id"] = "chat-1",
        ["object"] = kind,
        ["created"] = 1_790_000_000,
        ["model"] = (string?)body["model"],
        ["choices"] = choice is null ? [] : new JsonArray(choice),
    };

    private static JsonObject With(JsonObject reply, JsonObject usage)
    {
        reply["usage"] = usage;
        return reply;
    }

    private static JsonObject Usage() => new()
    {
        ["prompt_tokens"] = 40,
        ["completion_tokens"] = 20,
        ["total_tokens"] = 60,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 3 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 12 },
    };
}
