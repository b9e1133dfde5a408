using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Gemini;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.UnitTests.Model;

/// <summary>
/// The same questions to the real service: each costs a fraction of a cent. It has a command of its own, tests/live, and is skipped
/// without a key.
/// </summary>
public sealed class LiveTests
{
    private static readonly GeminiOptions Options = GeminiOptions.From(EnvironmentVariables.OfProcess);

    public static TheoryData<string> Models => [.. Ladder.Gemini.Select(m => m.Name)];

    [Theory(Explicit = true)]
    [MemberData(nameof(Models))]
    public async Task A_model_of_the_shipped_ladder_answers_as_itself_and_counts(string model)
    {
        var reply = await AskAsync(model, new ChatMessage(ChatRole.User, "Reply with the one word OK."));

        Assert.Contains("OK", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(model, reply.ModelId);
        Assert.True(reply.Usage is { InputTokenCount: > 0, OutputTokenCount: > 0 });
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Models))]
    public async Task Parallel_calls_and_their_signatures_go_round(string model)
    {
        ChatMessage question = new(ChatRole.User, "Call read_file for a.md and for b.md, both at once, then say what is in them.");
        var first = await AskAsync(model, question);
        FunctionCallContent[] calls = [.. first.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()];
        var second = await AskAsync(
            model,
            question,
            first.Messages[0],
            new ChatMessage(ChatRole.Tool, [.. calls.Select(c => new FunctionResultContent(c.CallId, "the word is larch"))]));

        Assert.NotEmpty(calls);
        Assert.All(calls, c => Assert.Equal("read_file", c.Name));
        Assert.Contains("larch", second.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Explicit = true)]
    public async Task A_wrong_key_is_told_as_one()
    {
        Assert.SkipUnless(Options.Key is not null, "GEMINI_API_KEY is not set: the real service is not asked.");
        using var provider = new GeminiProvider(Options with { Key = new("AIza-wrong-0000000000000000000000000000") }, TimeProvider.System);
        using var client = provider.Create(Ladder.Gemini[0], Document);

        var failure = await Assert.ThrowsAsync<Activities.Model.ModelReplyException>(
            () => client.GetResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(FailureKind.Final, failure.Kind);
        Assert.Contains("the API key is not valid", failure.Message, StringComparison.Ordinal);
    }

    private static TrackDocument Document { get; } = new() { Track = new() { Id = "live" }, Repository = "." };

    private static async Task<ChatResponse> AskAsync(string model, params ChatMessage[] messages)
    {
        Assert.SkipUnless(Options.Key is not null, "GEMINI_API_KEY is not set: the real service is not asked.");
        using var provider = new GeminiProvider(Options, TimeProvider.System);
        var name = new ModelName(ModelName.Gemini, model);
        using var client = provider.Create(name, Document);
        var options = Activities.Model.ModelOptions.For(name, ShippedCatalogue.Value.Get(name), isKnown: true);
        options.Tools = [.. Activities.Tools.ToolCatalogue.Declarations(Document)];
        return await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
    }
}
