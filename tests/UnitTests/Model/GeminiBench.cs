using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>A fake Gemini and a client of it, as the worker makes one.</summary>
internal sealed class GeminiBench : IAsyncDisposable
{
    public const string Model = "gemini-3-flash-preview";

    public static readonly ChatMessage[] Hello = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello")];

    private GeminiBench(FakeServer server, GeminiOptions options)
    {
        Server = server;
        Options = options;
        Provider = new(options, Time);
    }

    /// <summary>The client's clock, which only a test moves.</summary>
    public FakeTimeProvider Time { get; } = new(Bench.Now);

    public FakeServer Server { get; }

    public GeminiOptions Options { get; }

    public GeminiProvider Provider { get; }

    public static ChatOptions Tools { get; } = new()
    {
        Tools = [.. Activities.Tools.ToolCatalogue.Declarations(new TrackDocument { Track = new() { Id = "t" }, Repository = "." })],
    };

    public static async Task<GeminiBench> StartAsync(Func<GeminiOptions, GeminiOptions>? change = null)
    {
        var server = await FakeServer.StartAsync();
        var options = GeminiOptions.From(new(name => name switch
        {
            "GEMINI_API_KEY" => server.Key,
            "GOOGLE_GEMINI_BASE_URL" => server.Address.ToString(),
            _ => null,
        }));
        return new(server, change?.Invoke(options) ?? options);
    }

    public IChatClient Client(string model = Model) =>
        Provider.Create(new("gemini", model), new TrackDocument { Track = new() { Id = "t" } });

    public Task<ChatResponse> AskAsync(string model = Model, ChatOptions? options = null, params ChatMessage[] messages) =>
        Client(model).GetResponseAsync(messages.Length == 0 ? Hello : messages, options ?? Tools, TestContext.Current.CancellationToken);

    /// <summary>The failure of a call that gets this reply, in which no secret may be.</summary>
    public Task<ModelReplyException> FailAsync(Reply reply, string model = Model) => FailAsync(_ => reply, model);

    public async Task<ModelReplyException> FailAsync(Func<Exchange, Reply> reply, string model = Model)
    {
        Server.Next(reply);
        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => AskAsync(model));
        AssertSafe(failure);
        return failure;
    }

    /// <summary>
    /// The failure of a call that gets this reply and then silence. Time passes in such steps once all of the reply is out.
    /// </summary>
    public async Task<ModelReplyException> FailInSilenceAsync(Func<Exchange, Reply> reply, TimeSpan step)
    {
        var held = Server.Held;
        var failing = FailAsync(reply);
        await Eventually.HoldsAsync(() => Server.Held > held || failing.IsCompleted);
        await Eventually.HoldsAsync(() => Passes(step) && failing.IsCompleted);
        return await failing;
    }

    private bool Passes(TimeSpan step)
    {
        Time.Advance(step);
        return true;
    }

    public void AssertSafe(Exception failure)
    {
        Assert.DoesNotContain(Server.Key, failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Null(failure.InnerException);
    }

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await Server.DisposeAsync();
    }
}
