using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SlopTemporal.Activities;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.OpenAi;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Any endpoint that speaks as OpenAI does, over HTTP.</summary>
public sealed class OpenAiTests : IAsyncLifetime
{
    private const string Planted = "sk-PLANTED-0123456789";

    private static readonly TrackDocument Document = new() { Track = new() { Id = "t" } };

    private FakeOpenAi _server = null!;

    private OpenAiProvider _provider = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeOpenAi.StartAsync();
        _provider = Provider(new() { ["OPENAI_API_KEY"] = $" {_server.Key}\n", ["OPENAI_BASE_URL"] = _server.Address + "/" });
    }

    public async ValueTask DisposeAsync()
    {
        _provider.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_has_its_text_and_its_count()
    {
        var response = await AskAsync();

        Assert.Equal(("OK", ChatFinishReason.Stop), (response.Text, response.FinishReason!.Value));
        var usage = response.Usage!;
        Assert.Equal((40, 3), (usage.InputTokenCount, usage.CachedInputTokenCount));
        Assert.Equal((20, 12), (usage.OutputTokenCount, usage.ReasoningTokenCount));
        var request = Assert.Single(_server.Requests);
        Assert.Equal((true, "some/model:free"), (request.HasKey, (string?)request.Body!["model"]));
    }

    [Fact]
    public async Task Calls_and_their_results_go_back()
    {
        _server.Next(SayOpenAi.Calls(new("read_file", """{"path":"a.md"}""", "call_1"), new("search", """{"pattern":"x"}""", "call_2")));
        ChatMessage go = new(ChatRole.User, "Go");

        var first = await AskAsync(go);
        ChatMessage results = new(
            ChatRole.Tool, [new FunctionResultContent("call_1", "text"), new FunctionResultContent("call_2", "none")]);
        var second = await AskAsync(go, first.Messages[0], results);

        Assert.Equal(["read_file", "search"], first.Messages[0].Contents.OfType<FunctionCallContent>().Select(c => c.Name));
        Assert.Equal("OK", second.Text);
        var roles = _server.Requests[1].Body!["messages"]!.AsArray().Select(m => (string?)m!["role"]);
        Assert.Equal(["user", "assistant", "tool", "tool"], roles);
    }

    [Fact]
    public async Task A_turn_of_a_ticket_runs_over_it()
    {
        using var bench = new Bench(change: d => d with { Ladder = [new("openai", "some-model")] }) { Provider = _provider };
        _server.Next(SayOpenAi.Calls(new Asked("read_file", """{"path":"a.md"}""", "call_1")), SayOpenAi.Text("Done."));

        await bench.TurnAsync();
        var last = await bench.TurnAsync(turn: 2);

        Assert.Equal("Done.", last.Preview);
        string[] known = ["model", "messages", "tools", "tool_choice", "stream", "stream_options"];
        Assert.All(_server.Requests, r => Assert.All(r.Body!.AsObject(), m => Assert.Contains(m.Key, known)));
        Assert.True(last.Usage.Usd > 0, "a model without a price counts as the dearest");
    }

    [Fact]
    public async Task A_reply_may_be_streamed()
    {
        _server.Next(SayOpenAi.Calls(new Asked("read_file", """{"path":"a.md"}""", "call_1")));

        var cancellationToken = TestContext.Current.CancellationToken;
        var calls = await Client()
            .GetStreamingResponseAsync(GeminiBench.Hello, GeminiBench.Tools, cancellationToken)
            .ToChatResponseAsync(cancellationToken);
        var text = await StreamAsync();

        Assert.Equal("call_1", calls.Messages[0].Contents.OfType<FunctionCallContent>().Single().CallId);
        Assert.Equal(("OK", (long?)40), (text.Text, text.Usage!.InputTokenCount));
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_no_reply()
    {
        _server.Next(SayOpenAi.Cut("Half of"));

        var failure = await Assert.ThrowsAsync<ModelReplyException>(StreamAsync);

        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Theory]
    [InlineData(400, "context_length_exceeded", FailureKind.Quality)]
    [InlineData(401, "invalid_api_key", FailureKind.Final)]
    [InlineData(402, "payment_required", FailureKind.Final)]
    [InlineData(403, "forbidden", FailureKind.Final)]
    [InlineData(404, "model_not_found", FailureKind.Quality)]
    [InlineData(408, "timeout", FailureKind.Transient)]
    [InlineData(409, "conflict", FailureKind.Transient)]
    [InlineData(429, "rate_limit_exceeded", FailureKind.Transient)]
    [InlineData(429, "insufficient_quota", FailureKind.Final)]
    [InlineData(500, "server_error", FailureKind.Transient)]
    [InlineData(503, "overloaded", FailureKind.Transient)]
    public async Task A_status_decides_whole_or_streamed(int status, string code, FailureKind kind)
    {
        var error = FakeOpenAi.Error(status, code, "The server's words.");
        _server.Next(error).Next(error);

        var whole = await FailAsync();
        var streamed = await Assert.ThrowsAsync<ModelReplyException>(StreamAsync);

        Assert.Equal((kind, kind), (whole.Kind, streamed.Kind));
        Assert.Contains($"{status} {code}: The server's words.", whole.Message, StringComparison.Ordinal);
        Assert.Equal(whole.Message, streamed.Message);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData("Retry-After", "17", 17.0, FailureKind.Transient)]
    [InlineData("Retry-After-Ms", "250", 0.25, FailureKind.Transient)]
    [InlineData("Retry-After", "7200", 7200.0, FailureKind.Quota)]
    [InlineData("Retry-After", "0", null, FailureKind.Transient)]
    public async Task Too_many_requests_wait_as_long_as_the_server_says(string header, string value, double? seconds, FailureKind kind)
    {
        _server.Next(FakeOpenAi.Error(429, "rate_limit_exceeded", "Slow down.", (header, value)));

        var failure = await FailAsync();

        Assert.Equal((kind, seconds), (failure.Kind, failure.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task Errors_of_other_forms_are_read()
    {
        foreach (var (body, words) in new[]
        {
            ("""{"error":"model is loading"}""", "503: model is loading"),
            ("""{"message":"busy"}""", "503: busy"),
            ("""{"detail":"busy"}""", "503: busy"),
            ("<html>Bad</html>", "503: a page of HTML instead of a reply"),
            ("", "503: no reason given"),
            ("[1]", "503: no reason given"),
        })
        {
            _server.Next(Reply.Raw(body) with { Status = 503, ContentType = "application/json" });

            Assert.Equal((FailureKind.Transient, words), await FailAsync() is var failure ? (failure.Kind, failure.Message) : default);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"error":{"message":"in disguise"}}""")]
    public async Task What_is_no_reply_is_answered_by_the_next_model(string body)
    {
        _server.Next(Reply.Raw(body) with { ContentType = "application/json" });

        Assert.Equal(FailureKind.Quality, (await FailAsync()).Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _server.Next(new Reply { Status = 307, Headers = [("Location", "/elsewhere")] });

        Assert.Equal(FailureKind.Final, (await FailAsync()).Kind);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        _server.Next(new Reply { HoldsBeforeStart = true, Ending = Ending.Abort });
        var broken = await FailAsync();
        await _server.DisposeAsync();
        var nobody = await FailAsync();

        Assert.Equal((FailureKind.Transient, FailureKind.Transient), (broken.Kind, nobody.Kind));
        Assert.Equal("cannot reach 127.0.0.1: ConnectionError", nobody.Message);
    }

    [Fact]
    public async Task Silence_ends_after_the_limit()
    {
        _server.Next(new Reply { HoldsBeforeStart = true, Ending = Ending.Hold });
        var options = new OpenAiOptions
        {
            Key = new(_server.Key),
            Address = _server.Address.ToString(),
            Network = TimeSpan.FromMilliseconds(50),
        };
        using var hasty = new OpenAiProvider(options, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => AskAsync(hasty));

        Assert.Equal((FailureKind.Transient, "stalled: 127.0.0.1 did not answer in time"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_cancel_of_the_caller_is_no_failure_of_the_model()
    {
        _server.Next(new Reply { HoldsBeforeStart = true, Ending = Ending.Hold });
        using var cancel = new CancellationTokenSource();

        var call = Client().GetResponseAsync(GeminiBench.Hello, cancellationToken: cancel.Token);
        await _server.Asked.WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_not_shown()
    {
        using var bad = Provider(new() { ["OPENAI_API_KEY"] = Planted, ["OPENAI_BASE_URL"] = _server.Address.ToString() });

        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => AskAsync(bad));

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("OPENAI_API_KEY", failure.Message, StringComparison.Ordinal);
        Assert.Contains("[key]", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_endpoint_of_the_own_machine_needs_no_key()
    {
        _server.IsOpen = true;
        using var open = Provider(new() { ["OPENAI_API_KEY"] = " ", ["OPENAI_BASE_URL"] = _server.Address.ToString() });

        Assert.Equal("OK", (await AskAsync(open)).Text);
    }

    [Fact]
    public void No_text_of_the_options_holds_the_key()
    {
        var options = OpenAiOptions.From(new(_ => Planted)) with { Address = null };

        Assert.DoesNotContain(Planted, $"{options} {System.Text.Json.JsonSerializer.Serialize(options)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "OPENAI_API_KEY")]
    [InlineData("two\nlines", null, "OPENAI_API_KEY")]
    [InlineData(Planted, "https://user:secret@host", "OPENAI_BASE_URL")]
    public void A_setting_that_cannot_be_used_is_named(string? key, string? address, string variable)
    {
        var options = OpenAiOptions.From(new(name => name == "OPENAI_API_KEY" ? key : address));
        using var provider = new OpenAiProvider(options, TimeProvider.System);

        var failure = Assert.Throws<ModelReplyException>(() => Client(provider));

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains(variable, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenAIs_own_host_is_asked_where_none_is_named()
    {
        using var provider = Provider(new() { ["OPENAI_API_KEY"] = Planted });

        Assert.Equal("https://api.openai.com/v1", Client(provider).GetService<ChatClientMetadata>()!.ProviderUri!.ToString().TrimEnd('/'));
    }

    [Fact]
    public async Task The_worker_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("slop openai ").FullName;
        await using var services = new ServiceCollection().AddSlopActivities(new(folder)).BuildServiceProvider();

        Assert.Contains(services.GetServices<IModelProvider>(), p => p is OpenAiProvider { Descriptor.Name: "openai" });

        Directory.Delete(folder, recursive: true);
    }

    private static OpenAiProvider Provider(Dictionary<string, string> variables) =>
        new(OpenAiOptions.From(new(variables.GetValueOrDefault)), TimeProvider.System);

    private IChatClient Client(OpenAiProvider? provider = null) =>
        (provider ?? _provider).Create(new("openai", "some/model:free"), Document);

    private Task<ChatResponse> AskAsync(params ChatMessage[] messages) =>
        Client().GetResponseAsync(
            messages.Length == 0 ? GeminiBench.Hello : messages, GeminiBench.Tools, TestContext.Current.CancellationToken);

    private Task<ChatResponse> AskAsync(OpenAiProvider provider) =>
        Client(provider).GetResponseAsync(GeminiBench.Hello, cancellationToken: TestContext.Current.CancellationToken);

    private Task<ChatResponse> StreamAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return Client()
            .GetStreamingResponseAsync(GeminiBench.Hello, cancellationToken: cancellationToken)
            .ToChatResponseAsync(cancellationToken);
    }

    /// <summary>The failure of a call, in which the key may not be.</summary>
    private async Task<ModelReplyException> FailAsync()
    {
        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => AskAsync());
        Assert.DoesNotContain(_server.Key, failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', failure.Message);
        Assert.Null(failure.InnerException);
        return failure;
    }
}
