using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

/// <summary>What is read of replies that can be used.</summary>
public sealed class GeminiReplyTests : IAsyncLifetime
{
    private const string Words = "Grüße, 世界 😀: \"quoted\\path\" and \u0001.";

    private GeminiBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Text_comes_whole_and_thoughts_are_not_part_of_it()
    {
        _bench.Server.Next(Say.Text("All is done."));

        var response = await _bench.AskAsync();

        Assert.Equal("All is done.", response.Text);
        Assert.Equal((ChatFinishReason.Stop, GeminiBench.Model, "resp-1"), (response.FinishReason, response.ModelId, response.ResponseId));
        Assert.Equal("Let me think.", response.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Null(response.AdditionalProperties);
        Assert.Equal("/v1beta/models/gemini-3-flash-preview:streamGenerateContent?alt=sse", _bench.Server.Requests[0].Target);
        Assert.True(_bench.Server.Requests[0].HasKey);
    }

    [Fact]
    public async Task The_last_count_holds_and_thoughts_are_output()
    {
        var usage = (await _bench.AskAsync()).Usage!;

        Assert.Equal((32, 12, 3), (usage.OutputTokenCount, usage.ReasoningTokenCount, usage.CachedInputTokenCount));
        Assert.Equal(usage.TotalTokenCount, usage.InputTokenCount + usage.OutputTokenCount);
        Assert.Equal(20, usage.AdditionalCounts!["candidatesTokenCount"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task A_stream_may_be_cut_into_writes_anywhere(int bytes)
    {
        _bench.Server.Next(e => Say.Text(Words)(e).Split(bytes));

        Assert.Equal(Words, (await _bench.AskAsync()).Text);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Line_ends_and_other_fields_do_not_matter(string end)
    {
        string[] lines =
        [
            ": a comment",
            "event: message",
            "id: 7",
            "data:{\"candidates\":[",
            "data: {\"content\":{\"parts\":[{\"text\":\"Fine\"}]},",
            "data: \"finishReason\":\"STOP\"}]}",
            "",
            "",
        ];
        _bench.Server.Next(Reply.Raw(string.Join(end, lines)).Split(1));

        Assert.Equal("Fine", (await _bench.AskAsync()).Text);
    }

    [Fact]
    public async Task A_long_line_grows_the_buffer()
    {
        var text = new string('ä', 300_000);
        _bench.Server.Next(e => Say.Events(e, "STOP", Say.TextPart(text)));

        Assert.Equal(text, (await _bench.AskAsync()).Text);
    }

    [Fact]
    public async Task Calls_keep_their_ids_order_and_arguments()
    {
        _bench.Server.Next(Say.Calls(
            new("read_file", """{"path":"a.md","offset":5.0}""", "k2x9"),
            new("default_api:search", """{"pattern":"x"}""", "k2x8")));

        var response = await _bench.AskAsync();

        FunctionCallContent[] calls = [.. response.Messages.Single().Contents.OfType<FunctionCallContent>()];
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal([("k2x9", "read_file"), ("k2x8", "search")], calls.Select(c => (c.CallId, c.Name)));
        Assert.Equal("5.0", ((JsonElement)calls[0].Arguments!["offset"]!).GetRawText());
        Assert.Equal("I look. ", response.Text);
    }

    [Fact]
    public async Task Calls_without_ids_of_their_own_get_one()
    {
        _bench.Server.Next(Say.Calls(new("search", "{}"), new("search", "{}", "same"), new("search", "{}", "same")));

        var calls = (await _bench.AskAsync()).Messages.Single().Contents.OfType<FunctionCallContent>();

        Assert.Equal(["gem_1", "same", "gem_3"], calls.Select(c => c.CallId));
    }

    [Fact]
    public async Task Arguments_that_are_no_object_are_told_as_such()
    {
        _bench.Server.Next(Say.Calls(new("search", "[1]", "a"), new("search", "null", "b")));

        FunctionCallContent[] calls = [.. (await _bench.AskAsync()).Messages.Single().Contents.OfType<FunctionCallContent>()];

        Assert.Equal("the arguments are a JSON Array, not an object", calls[0].Exception!.Message);
        Assert.Empty(calls[1].Arguments!);
    }

    [Fact]
    public async Task A_reply_that_reached_its_limit_says_so()
    {
        _bench.Server.Next(e => Say.Events(e, "MAX_TOKENS", Say.TextPart("Half of")));

        var response = await _bench.AskAsync();

        Assert.Equal((ChatFinishReason.Length, "Half of"), (response.FinishReason, response.Text));
    }

    [Fact]
    public async Task Another_model_that_answers_is_reported()
    {
        _bench.Server.Next(e => Say.Stream(
            Changed(Say.Chunk(e, "STOP", Say.TextPart("Hi")), c => c["modelVersion"] = "gemini-3.5-flash-lite")));

        var response = await _bench.AskAsync();

        Assert.Equal("gemini-3.5-flash-lite", response.ModelId);
        Assert.Equal("gemini-3.5-flash-lite", response.AdditionalProperties![ReplyProperties.AnsweredBy]);
    }

    [Theory]
    [InlineData("""{"candidates":{},"usageMetadata":[1],"modelVersion":7,"responseId":null,"promptFeedback":"x"}""")]
    [InlineData("""{"candidates":[5]}""")]
    [InlineData("""{"candidates":[{"index":0,"content":{"role":"model"},"newMember":{"a":[1]}}],"another":true}""")]
    [InlineData("""
        {"candidates":[{"content":{"parts":
         [null,5,{},{"executableCode":{"code":"1"}},{"functionCall":7},{"text":9},{"thought":"yes"}]}}]}
        """)]
    [InlineData("""
        {"candidates":[{"safetyRatings":[{"category":"HARM_CATEGORY_OF_NEXT_YEAR","probability":"WHO_KNOWS"}]}],
         "usageMetadata":{"promptTokenCount":"12","trafficType":"NEW"}}
        """)]
    [InlineData("{}")]
    public async Task What_is_unknown_or_of_another_kind_is_passed_over(string odd)
    {
        _bench.Server.Next(e => Say.Stream(JsonNode.Parse(odd)!.AsObject(), Say.Chunk(e, "STOP", Say.TextPart("Fine"))));

        Assert.Equal("Fine", (await _bench.AskAsync()).Text);
    }

    [Fact]
    public async Task Half_a_character_is_replaced_and_escapes_in_code_are_left_alone()
    {
        const string Event =
            """data: {"candidates":[{"content":{"parts":[{"text":"a\ud83d b\ude00 \ud83d\ude00 \\ud83d"}]},"finishReason":"STOP"}]}""";
        _bench.Server.Next(Reply.Raw(Event + "\r\n\r\n"));

        Assert.Equal("a\ufffd b\ufffd \ud83d\ude00 \\ud83d", (await _bench.AskAsync()).Text);
    }

    [Fact]
    public async Task A_stream_has_one_count_and_joins_to_the_same_reply()
    {
        _bench.Server.Next(Say.Calls(new Asked("search", "{}", "a")));

        var cancellationToken = TestContext.Current.CancellationToken;
        var updates = await _bench.Client()
            .GetStreamingResponseAsync(GeminiBench.Hello, GeminiBench.Tools, cancellationToken)
            .ToListAsync(cancellationToken);

        var response = updates.ToChatResponse();
        Assert.Single(updates.SelectMany(u => u.Contents).OfType<UsageContent>());
        Assert.Equal(("I look. ", ChatFinishReason.ToolCalls), (response.Text, response.FinishReason));
        Assert.Equal(32, response.Usage!.OutputTokenCount);
        var call = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        Assert.NotNull(ContentProperties.Get(call, ContentProperties.Signature));
    }

    private static JsonObject Changed(JsonObject chunk, Action<JsonObject> change)
    {
        change(chunk);
        return chunk;
    }
}
