using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.FakeGemini;

/// <summary>An endpoint on loopback that speaks as OpenAI does.</summary>
public sealed class FakeOpenAi : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<JsonObject, Reply>> _line = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeOpenAi(WebApplication app) => _app = app;

    /// <summary>The one key that is accepted.</summary>
    public string Key { get; } = $"sk-planted_{Guid.NewGuid():N}";

    /// <summary>The whole address, as people set it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>True: nobody looks at keys, as on the own machine.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Requests in the order in which they came, refused ones included.</summary>
    public IReadOnlyList<Received> Requests => [.. _received];

    /// <summary>Ends when the first request came.</summary>
    public Task Asked => _asked.Task;

    public static async Task<FakeOpenAi> StartAsync()
    {
        FakeOpenAi? server = null;
        server = new(await Loopback.StartAsync(context => server!.AnswerAsync(context)));
        server.Address = new(new Uri(server._app.Urls.Single()), "/v1");
        return server;
    }

    /// <summary>Puts replies in line; where none is left the model says OK.</summary>
    public FakeOpenAi Next(params Func<JsonObject, Reply>[] replies)
    {
        foreach (var reply in replies)
        {
            _line.Enqueue(reply);
        }

        return this;
    }

    public FakeOpenAi Next(Reply reply) => Next(_ => reply);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>An error in the usual form.</summary>
    public static Reply Error(int status, string code, string message, params (string Name, string Value)[] headers)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "error", ["param"] = null, ["code"] = code };
        return new()
        {
            Status = status,
            ContentType = "application/json",
            Headers = headers,
            Writes = [Encoding.UTF8.GetBytes(new JsonObject { ["error"] = error }.ToJsonString())],
        };
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await Loopback.ReadJsonAsync(context.Request);
        var authorization = context.Request.Headers.Authorization.ToString();
        _received.Enqueue(
            new(context.Request.Path.Value ?? "", body, authorization == $"Bearer {Key}", context.Request.Headers.UserAgent.ToString()));
        _asked.TrySetResult();
        var reply = Route(context.Request, authorization, body);
        if (!reply.HoldsBeforeStart)
        {
            await Loopback.WriteAsync(context.Response, reply);
        }

        if (reply.Ending == Ending.Hold)
        {
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = context.RequestAborted.Register(left.SetResult);
            await left.Task;
        }
        else if (reply.Ending == Ending.Abort)
        {
            context.Abort();
        }
    }

    private Reply Route(HttpRequest request, string authorization, JsonNode? body) => body switch
    {
        _ when request.Method != "POST" || request.Path != "/v1/chat/completions" => Error(404, "not_found", "Unknown request URL"),
        // It says the key again, as no server should.
        _ when !IsOpen && authorization != $"Bearer {Key}" => Error(
            401, "invalid_api_key", $"Incorrect API key provided: {authorization}."),
        JsonObject asked when Problem(asked) is { } problem => Error(400, "invalid_request_error", problem),
        JsonObject asked => (_line.TryDequeue(out var next) ? next : SayOpenAi.Text("OK"))(asked),
        _ => Error(400, "invalid_json", "We could not parse the JSON body of your request."),
    };

    // Each call has to be answered before anything else is said.
    private static string? Problem(JsonObject body)
    {
        var open = new List<string>();
        foreach (var message in (body["messages"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var role = (string?)message["role"];
            if (role == "tool" ? !open.Remove((string?)message["tool_call_id"] ?? "") : open.Count > 0)
            {
                return "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
            }

            open.AddRange((message["tool_calls"] as JsonArray ?? []).Select(c => (string)c!["id"]!));
        }

        return (string?)body["model"] is null ? "you must provide a model parameter" : open.Count > 0 ? "calls without a result" : null;
    }
}
