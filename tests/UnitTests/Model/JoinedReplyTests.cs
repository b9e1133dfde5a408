using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model;
using SlopTemporal.FakeGemini;

namespace SlopTemporal.UnitTests.Model;

public sealed class JoinedReplyTests : IAsyncLifetime
{
    private GeminiBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await GeminiBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_signed_piece_stays_where_it_was_and_alone()
    {
        _bench.Server.Next(Mixed).Next(Mixed);

        var came = new List<AIContent>();
        var joined = await JoinedReply.JoinAsync(Updates(), came.Add);
        var whole = await _bench.AskAsync();

        Assert.Equal(["R:Hm. Well.", "T:One 😀, ", "T:signed*", "T:then", "C:search*", "T:and two.", "C:search"], Shape(joined));
        Assert.Equal(Shape(joined), Shape(whole));
        Assert.Equal(9, came.Count(c => c is not UsageContent));
    }

    [Fact]
    public async Task The_whole_of_a_reply_is_that_of_the_client()
    {
        _bench.Server.Next(Mixed).Next(Mixed);

        var joined = await JoinedReply.JoinAsync(Updates());
        var whole = await _bench.AskAsync();

        Assert.Equal(("resp-1", ChatFinishReason.ToolCalls), (joined.ResponseId, joined.FinishReason));
        Assert.Equal("gemini-3.5-flash-lite", joined.ModelId);
        Assert.Equal("gemini-3.5-flash-lite", joined.AdditionalProperties![ReplyProperties.AnsweredBy]);
        Assert.Equal((32, 12), (joined.Usage!.OutputTokenCount, joined.Usage.ReasoningTokenCount));
        Assert.Equal(("resp-1", ChatRole.Assistant), (joined.Messages.Single().MessageId, joined.Messages.Single().Role));
        Assert.DoesNotContain(joined.Messages.Single().Contents, c => c is UsageContent);
        Assert.Equal(
            (joined.ResponseId, joined.ModelId, joined.FinishReason, joined.Text),
            (whole.ResponseId, whole.ModelId, whole.FinishReason, whole.Text));
    }

    [Fact]
    public async Task The_last_count_holds_where_a_client_counts_as_it_goes()
    {
        var reply = await JoinedReply.JoinAsync(new ChatResponseUpdate[]
        {
            new(ChatRole.Assistant, [new TextContent("a"), new UsageContent(new() { OutputTokenCount = 10 })]),
            new(ChatRole.Assistant, [new TextContent("b"), new UsageContent(new() { OutputTokenCount = 20 })]),
        }.ToAsyncEnumerable());

        Assert.Equal(("ab", 20), (reply.Text, reply.Usage!.OutputTokenCount));
    }

    private IAsyncEnumerable<ChatResponseUpdate> Updates() => _bench.Client().GetStreamingResponseAsync(
        GeminiBench.Hello, GeminiBench.Tools, TestContext.Current.CancellationToken);

    private static Reply Mixed(Exchange e)
    {
        var signed = e.Signatures.Sign(e.Model, Say.TextPart("signed"));
        var first = e.Signatures.Sign(e.Model, Say.Call(new("search", "{}", "a")));
        var parts = new[]
        {
            Say.Thought("Hm. "),
            Say.Thought("Well."),
            Say.TextPart("One "),
            Say.TextPart("😀, "),
            signed,
            Say.TextPart("then"),
            first,
            Say.TextPart("and two."),
            Say.Call(new("search", "{}", "b")),
        };
        return Say.Stream([.. parts.Select((part, i) =>
        {
            var chunk = Say.Chunk(e, i == parts.Length - 1 ? "STOP" : null, part);
            chunk["modelVersion"] = "gemini-3.5-flash-lite";
            return chunk;
        })]);
    }

    private static IEnumerable<string> Shape(ChatResponse response) => response.Messages.Single().Contents.Select(c => c switch
    {
        TextContent text => "T:" + text.Text,
        TextReasoningContent thought => "R:" + thought.Text,
        FunctionCallContent call => "C:" + call.Name,
        _ => c.GetType().Name,
    } + (c.AdditionalProperties is null ? "" : "*"));
}
