using System.Text.Json.Nodes;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Each way in which a call is known to fail, and how it ends.</summary>
public sealed class GeminiFaultTests : IAsyncLifetime
{
    private GeminiBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("34.074824224s", 34.074824224)]
    [InlineData("900ms", 0.9)]
    public async Task Too_many_requests_wait_as_long_as_the_server_says(string delay, double seconds)
    {
        var failure = await _bench.FailAsync(Errors.TooMany(delay));

        Assert.Equal((FailureKind.Transient, TimeSpan.FromSeconds(seconds)), (failure.Kind, failure.RetryAfter));
        Assert.Contains("429 RESOURCE_EXHAUSTED", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_without_a_delay_leave_it_to_us()
    {
        var failure = await _bench.FailAsync(Errors.Of(429, "RESOURCE_EXHAUSTED", "Resource exhausted. Please try again later."));

        Assert.Equal((FailureKind.Transient, null), (failure.Kind, failure.RetryAfter));
        Assert.Equal(1, failure.Usage.Calls);
    }

    [Fact]
    public async Task A_delay_of_nothing_is_none() => Assert.Null((await _bench.FailAsync(Errors.TooMany("0s"))).RetryAfter);

    [Fact]
    public async Task A_key_at_the_edge_of_a_long_message_is_not_cut_in_half()
    {
        foreach (var length in Enumerable.Range(0, 60).Select(i => 440 + i))
        {
            var failure = await _bench.FailAsync(Errors.Of(400, "INVALID_ARGUMENT", new string('x', length) + _bench.Server.Key));

            Assert.DoesNotContain(_bench.Server.Key[..6], failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_delay_may_stand_in_the_header_or_in_the_words()
    {
        var inHeader = await _bench.FailAsync(Errors.Of(503, "UNAVAILABLE", "High demand.") with { Headers = [("Retry-After", "17")] });
        var inWords = await _bench.FailAsync(Errors.Of(429, "RESOURCE_EXHAUSTED", "Quota exceeded. Please retry in 12.5s."));

        Assert.Equal((TimeSpan.FromSeconds(17), TimeSpan.FromSeconds(12.5)), (inHeader.RetryAfter, inWords.RetryAfter));
    }

    [Fact]
    public async Task A_quota_of_the_day_is_no_rate_limit()
    {
        var failure = await _bench.FailAsync(Errors.TooManyToday());

        Assert.Equal((FailureKind.Quota, 34.07), (failure.Kind, Math.Round(failure.RetryAfter!.Value.TotalSeconds, 2)));
        Assert.Contains("GenerateRequestsPerDayPerProjectPerModel-FreeTier", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_of_hours_is_a_used_up_quota()
    {
        var failure = await _bench.FailAsync(Errors.TooMany("7200s"));

        Assert.Equal((FailureKind.Quota, TimeSpan.FromHours(2)), (failure.Kind, failure.RetryAfter));
    }

    [Fact]
    public async Task A_plan_without_any_quota_never_passes()
    {
        var failure = await _bench.FailAsync(Errors.NoQuotaAtAll());

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("no quota for the model", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408, "", FailureKind.Transient)]
    [InlineData(499, "CANCELLED", FailureKind.Transient)]
    [InlineData(500, "INTERNAL", FailureKind.Transient)]
    [InlineData(503, "UNAVAILABLE", FailureKind.Transient)]
    [InlineData(504, "DEADLINE_EXCEEDED", FailureKind.Transient)]
    [InlineData(400, "INVALID_ARGUMENT", FailureKind.Final)]
    [InlineData(400, "FAILED_PRECONDITION", FailureKind.Final)]
    [InlineData(401, "UNAUTHENTICATED", FailureKind.Final)]
    [InlineData(403, "PERMISSION_DENIED", FailureKind.Final)]
    [InlineData(413, "", FailureKind.Final)]
    [InlineData(404, "NOT_FOUND", FailureKind.Quality)]
    public async Task A_status_decides(int code, string status, FailureKind kind)
    {
        var failure = await _bench.FailAsync(Errors.Of(code, status, "The server's words."));

        Assert.Equal(kind, failure.Kind);
        Assert.Contains($"{code}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The server's words.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_not_shown()
    {
        var failure = await _bench.FailAsync(
            Reply.Raw("<html><body>Bad\nGateway</body></html>") with { Status = 502, ContentType = "text/html" });

        Assert.Equal((FailureKind.Transient, "502: a page of HTML instead of a reply"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_the_key()
    {
        var failure = await _bench.FailAsync(new Reply { Status = 307, Headers = [("Location", "/elsewhere")] });

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Single(_bench.Server.Requests);
    }

    [Fact]
    public async Task An_error_may_be_wrapped_twice()
    {
        var inner = Errors.Body(503, "UNAVAILABLE", "High demand.").ToJsonString();
        var body = new JsonArray(new JsonObject { ["error"] = new JsonObject { ["code"] = 503, ["message"] = inner } });

        var failure = await _bench.FailAsync(Reply.Raw(body.ToJsonString()) with { Status = 503, ContentType = "application/json" });

        Assert.Equal((FailureKind.Transient, "503 UNAVAILABLE: High demand."), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        var atOnce = await _bench.FailAsync(new Reply { HoldsBeforeStart = true, Ending = Ending.Abort });
        var within = await _bench.FailAsync(e => Say.Events(e, null, Say.TextPart("Half of")) with { Ending = Ending.Abort });

        Assert.Equal((FailureKind.Transient, FailureKind.Transient), (atOnce.Kind, within.Kind));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_tried_again()
    {
        await _bench.Server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => _bench.AskAsync());

        _bench.AssertSafe(failure);
        Assert.Equal((FailureKind.Transient, "cannot reach 127.0.0.1: ConnectionError"), (failure.Kind, failure.Message));
    }

    [Fact]
    public async Task A_stream_that_ends_early_is_no_reply()
    {
        var failure = await _bench.FailAsync(e => Say.Events(e, null, Say.TextPart("Half of"), Say.TextPart(" it")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Contains("without a finish reason", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Usage.Input > 0);
    }

    [Fact]
    public async Task An_event_that_is_cut_is_no_reply()
    {
        var failure = await _bench.FailAsync(e =>
        {
            var whole = Say.Event(Say.Chunk(e, "STOP", Say.TextPart("All")));
            return Reply.Raw(whole[..^20]);
        });

        Assert.Equal((FailureKind.Transient, "the stream ended within an event"), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("data: {\"error\":{\"code\":503,\"message\":\"High demand.\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n")]
    [InlineData(
        "{\r\n  \"error\": {\r\n    \"code\": 503,\r\n    \"message\": \"High demand.\",\r\n"
            + "    \"status\": \"UNAVAILABLE\"\r\n  }\r\n}\r\n")]
    [InlineData("[{\n  \"error\": {\n    \"message\": \"High demand.\",,\n    \"status\": \"UNAVAILABLE\"\n  }\n}]")]
    public async Task An_error_within_a_stream_is_seen(string error)
    {
        var failure = await _bench.FailAsync(e => Say.Events(e, null, Say.TextPart("Half of")) is var begun
            ? begun with { Writes = [.. begun.Writes, .. Reply.Raw(error).Writes] }
            : null!);

        Assert.Equal((FailureKind.Transient, "within the stream: 503 UNAVAILABLE: High demand."), (failure.Kind, failure.Message));
        Assert.True(failure.Usage.Input > 0);
    }

    [Theory]
    [InlineData("<html>not an event</html>\n")]
    [InlineData("{ half an error\n")]
    [InlineData("data: 12\r\n\r\n")]
    [InlineData("data: {\"candidates\":\r\n\r\n")]
    public async Task Anything_else_within_a_stream_is_no_reply(string text)
    {
        var failure = await _bench.FailAsync(Reply.Raw(text));

        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Theory]
    [InlineData("SAFETY", "refused by the provider's filter: SAFETY")]
    [InlineData("RECITATION", "refused by the provider's filter: RECITATION")]
    [InlineData("MALFORMED_FUNCTION_CALL", "malformed: MALFORMED_FUNCTION_CALL")]
    [InlineData("UNEXPECTED_TOOL_CALL", "malformed: UNEXPECTED_TOOL_CALL")]
    [InlineData("A_WORD_OF_NEXT_YEAR", "the model stopped for a reason of its own: A_WORD_OF_NEXT_YEAR")]
    [InlineData("STOP", "empty: neither text nor a call")]
    [InlineData("MAX_TOKENS", "truncated: thinking used up the limit of tokens before any text")]
    public async Task An_end_without_content_is_answered_by_the_next_model(string reason, string message)
    {
        var failure = await _bench.FailAsync(Say.Only(reason));

        Assert.Equal((FailureKind.Quality, message), (failure.Kind, failure.Message));
        Assert.Equal((1, 20, 12, 3), (failure.Usage.Calls, failure.Usage.Output, failure.Usage.Thoughts, failure.Usage.Cached));
    }

    [Fact]
    public async Task What_the_service_says_beside_a_reason_is_kept()
    {
        var failure = await _bench.FailAsync(
            Say.Only("MALFORMED_FUNCTION_CALL", "Malformed function call:\nprint(default_api.read_file())"));

        Assert.Equal("malformed: MALFORMED_FUNCTION_CALL (Malformed function call: print(default_api.read_file()))", failure.Message);
    }

    [Fact]
    public async Task Text_that_ends_in_a_refusal_is_not_used()
    {
        var failure = await _bench.FailAsync(e => Say.Events(e, "PROHIBITED_CONTENT", Say.TextPart("Well, "), Say.TextPart("first")));

        Assert.Equal(FailureKind.Quality, failure.Kind);
    }

    [Fact]
    public async Task Calls_of_a_malformed_reply_are_not_made()
    {
        var failure = await _bench.FailAsync(
            e => Say.Events(e, "MALFORMED_FUNCTION_CALL", Say.Call(new("read_file", "{}")), Say.TextPart("")));

        Assert.Equal(FailureKind.Quality, failure.Kind);
    }

    [Fact]
    public async Task Empty_text_and_thoughts_are_no_reply()
    {
        var empty = await _bench.FailAsync(e => Say.Events(e, "STOP", Say.TextPart("")));
        var thoughts = await _bench.FailAsync(e => Say.Events(e, "STOP", Say.Thought("Hm."), Say.TextPart("")));

        Assert.Equal((FailureKind.Quality, "empty: neither text nor a call"), (empty.Kind, empty.Message));
        Assert.Equal((FailureKind.Quality, "empty: thoughts only"), (thoughts.Kind, thoughts.Message));
    }

    [Fact]
    public async Task A_prompt_that_is_blocked_is_a_refusal()
    {
        var failure = await _bench.FailAsync(
            Reply.Raw("data: {\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{\"promptTokenCount\":9}}\r\n"
                + "\r\n"));

        Assert.Equal((FailureKind.Quality, "refused: the prompt was blocked (PROHIBITED_CONTENT)"), (failure.Kind, failure.Message));
        Assert.Equal(9, failure.Usage.Input);
    }

    [Fact]
    public async Task A_model_that_is_gone_is_answered_by_the_next_one()
    {
        var failure = await Assert.ThrowsAsync<ModelReplyException>(() => _bench.AskAsync("gemini-1.5-pro"));

        Assert.Equal(FailureKind.Quality, failure.Kind);
        Assert.Contains("models/gemini-1.5-pro is not found", failure.Message, StringComparison.Ordinal);
    }
}
