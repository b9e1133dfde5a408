using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.FakeGemini;

/// <summary>A strict Gemini on loopback: it checks every request as the service does, then answers what is next in line.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    private const string Root = "/v1beta/models/";
    private const string Verb = ":streamGenerateContent";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<Exchange, Reply>> _line = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SignatureBook _signatures = new();

    private FakeServer(WebApplication app) => _app = app;

    /// <summary>Models that there are; any other is a 404.</summary>
    public static IReadOnlyCollection<string> Models { get; } =
        ["gemini-2.5-flash-lite", "gemini-2.5-flash", "gemini-3-flash-preview", "gemini-3.1-pro-preview", "gemini-3.5-flash-lite", "gemini-4-argon"];

    /// <summary>The one key that is accepted.</summary>
    public string Key { get; } = $"AIza-planted_{Guid.NewGuid():N}";

    public Uri Address { get; private set; } = null!;

    /// <summary>Requests in the order in which they came, refused ones included.</summary>
    public IReadOnlyList<Received> Requests => [.. _received];

    /// <summary>Ends when a client gives up a connection that a reply holds open.</summary>
    public Task ClientLeft => _clientLeft.Task;

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var server = new FakeServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Address = new(server._app.Urls.Single());
        return server;
    }

    /// <summary>Puts replies in line; where none is left the model says OK.</summary>
    public FakeServer Next(params Func<Exchange, Reply>[] replies)
    {
        foreach (var reply in replies)
        {
            _line.Enqueue(reply);
        }

        return this;
    }

    public FakeServer Next(Reply reply) => Next(_ => reply);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = Parse(await reader.ReadToEndAsync());
        var key = context.Request.Headers["x-goog-api-key"].ToString();
        var path = context.Request.Path.Value ?? "";
        _received.Enqueue(new(path + context.Request.QueryString, body, key == Key, context.Request.Headers.UserAgent.ToString()));
        await SendAsync(context, Route(context.Request, path, key, body));
    }

    private Reply Route(HttpRequest request, string path, string key, JsonNode? body)
    {
        if (request.Method != "POST" || !path.StartsWith(Root, StringComparison.Ordinal) || !path.EndsWith(Verb, StringComparison.Ordinal) || request.QueryString.Value != "?alt=sse")
        {
            return Errors.NotFound("Requested entity was not found.");
        }

        if (key != Key)
        {
            return key.Length == 0 ? Errors.NoKey() : Errors.BadKey(key);
        }

        var model = path[Root.Length..^Verb.Length];
        if (!Models.Contains(model))
        {
            return Errors.NotFound($"models/{model} is not found for API version v1beta, or is not supported for generateContent.");
        }

        if (body is not JsonObject asked || request.ContentType != "application/json")
        {
            return Errors.Invalid("Invalid JSON payload received.");
        }

        return BodyCheck.Of(asked) ?? MeaningCheck.Of(model, asked) ?? TurnCheck.Of(model, asked) ?? _signatures.Check(model, asked)
            ?? (_line.TryDequeue(out var next) ? next : Say.Text("OK"))(new(model, asked, _signatures));
    }

    private async Task SendAsync(HttpContext context, Reply reply)
    {
        if (!reply.HoldsBeforeStart)
        {
            context.Response.StatusCode = reply.Status;
            context.Response.ContentType = reply.ContentType;
            foreach (var (name, value) in reply.Headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.StartAsync();
            foreach (var write in reply.Writes)
            {
                await context.Response.Body.WriteAsync(write);
                await context.Response.Body.FlushAsync();
            }
        }

        switch (reply.Ending)
        {
            case Ending.Abort:
                context.Abort();
                break;
            case Ending.Hold:
                await HoldAsync(context);
                break;
            default:
                break;
        }
    }

    private async Task HoldAsync(HttpContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(left.SetResult);
        await left.Task;
        _clientLeft.TrySetResult();
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Body">Null: it was not JSON.</param>
/// <param name="HasKey">Whether it brought the right key; the key itself is not kept.</param>
/// <param name="UserAgent">Who says to have sent it.</param>
public sealed record Received(string Target, JsonNode? Body, bool HasKey, string UserAgent);

/// <summary>What a reply may look at.</summary>
public sealed record Exchange(string Model, JsonObject Body, SignatureBook Signatures);
