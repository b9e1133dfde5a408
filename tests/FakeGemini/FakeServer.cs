using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SlopTemporal.FakeGemini;

/// <summary>
/// A strict Gemini on loopback, under the paths of both of Google's services: it checks every request as the service does, then answers
/// what is next in line.
/// </summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<Exchange, Reply>> _line = new();
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Billed> _bill = new();
    private readonly Dictionary<Backend, SignatureBook> _signatures = new() { [Backend.Developer] = new(), [Backend.Vertex] = new() };
    private readonly FakeSignIn? _signIn;
    private int _held;

    private FakeServer(WebApplication app, FakeSignIn? signIn) => (_app, _signIn) = (app, signIn);

    /// <summary>Models that there are; any other is a 404.</summary>
    public static IReadOnlyCollection<string> Models { get; } =
        [
            "gemini-2.5-flash-lite",
            "gemini-2.5-flash",
            "gemini-3-flash-preview",
            "gemini-3.1-pro-preview",
            "gemini-3.5-flash-lite",
            "gemini-3.5-flash",
            "gemini-3.8-flash",
            "gemini-4-argon",
        ];

    /// <summary>The one key that is accepted.</summary>
    public string Key { get; } = $"AIza-planted_{Guid.NewGuid():N}";

    public Uri Address { get; private set; } = null!;

    /// <summary>Requests in the order in which they came, refused ones included.</summary>
    public IReadOnlyList<Received> Requests => [.. _received];

    /// <summary>What every finished reply costs.</summary>
    public IReadOnlyList<Billed> Bill => [.. _bill];

    /// <summary>Answers where no reply is in line.</summary>
    public Func<Exchange, Reply> Otherwise { get; set; } = Say.Text("OK");

    /// <summary>Connections that were held open so far: all of their reply is out, and nothing more comes.</summary>
    public int Held => _held;

    /// <summary>Ends when a client gives up a connection that a reply holds open.</summary>
    public Task ClientLeft => _clientLeft.Task;

    /// <param name="signIn">Who gives out the tokens of Vertex AI; null: nobody does.</param>
    public static async Task<FakeServer> StartAsync(FakeSignIn? signIn = null)
    {
        FakeServer? server = null;
        server = new(await Loopback.StartAsync(context => server!.AnswerAsync(context)), signIn);
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
        var request = context.Request;
        var body = await Loopback.ReadJsonAsync(request);
        var path = request.Path.Value ?? "";
        var target = request.Method == "POST" && request.QueryString.Value == "?alt=sse" ? Target.Parse(path) : null;
        var refusal = target is null ? Errors.NotFound("Requested entity was not found.") : Door(target, request.Headers);
        _received.Enqueue(new(path + request.QueryString, body, refusal is null, request.Headers.UserAgent.ToString())
        {
            QuotaProject = (string?)request.Headers["x-goog-user-project"],
        });
        await SendAsync(context, refusal ?? Answer(target!, request, body));
    }

    /// <summary>Null: whoever asks may.</summary>
    private Reply? Door(Target target, IHeaderDictionary headers)
    {
        var (key, authorization) = (headers["x-goog-api-key"].ToString(), headers.Authorization.ToString());
        if (target.Backend == Backend.Developer)
        {
            return key == Key && authorization.Length == 0 ? null : key.Length == 0 ? Errors.NoKey() : Errors.BadKey(key);
        }

        var token = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : "";
        return key.Length > 0 || _signIn?.IsGood(token) is not true ? Errors.BadToken(token)
            : target.Project != _signIn.Project ? Errors.NoPermission(target.Project, target.Location, target.Model)
            : null;
    }

    private Reply Answer(Target target, HttpRequest request, JsonNode? body)
    {
        var (backend, model) = (target.Backend, target.Model);
        if (!Models.Contains(model))
        {
            return Errors.NotFound($"models/{model} is not found for API version v1beta, or is not supported for generateContent.");
        }

        // Models in preview are to be had at one place only.
        if (backend == Backend.Vertex && target.Location != "global" && model.EndsWith("-preview", StringComparison.Ordinal))
        {
            return Errors.NotFound(
                $"Publisher Model `projects/{target.Project}/locations/{target.Location}/publishers/google/models/{model}` was not found "
                    + "or your project does not have access to it.");
        }

        if (body is not JsonObject asked || request.ContentType != "application/json")
        {
            return Errors.Invalid("Invalid JSON payload received.");
        }

        return BodyCheck.Of(asked, backend) ?? MeaningCheck.Of(model, asked) ?? TurnCheck.Of(model, asked) ?? _signatures[backend]
            .Check(model, asked)
            ?? (_line.TryDequeue(out var next) ? next : Otherwise)(new(model, asked, _signatures[backend]) { Bill = _bill.Enqueue });
    }

    private async Task SendAsync(HttpContext context, Reply reply)
    {
        if (!reply.HoldsBeforeStart)
        {
            await Loopback.WriteAsync(context.Response, reply);
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
        Interlocked.Increment(ref _held);
        await using var registration = context.RequestAborted.Register(left.SetResult);
        await left.Task;
        _clientLeft.TrySetResult();
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Body">Null: it was not JSON.</param>
/// <param name="HasKey">Whether it brought the right key or token; neither is kept.</param>
/// <param name="UserAgent">Who says to have sent it.</param>
public sealed record Received(string Target, JsonNode? Body, bool HasKey, string UserAgent)
{
    /// <summary>The project that it wants to be charged.</summary>
    public string? QuotaProject { get; init; }
}

/// <summary>What a reply may look at.</summary>
public sealed record Exchange(string Model, JsonObject Body, SignatureBook Signatures)
{
    /// <summary>Takes what the reply costs.</summary>
    public Action<Billed>? Bill { get; init; }
}
