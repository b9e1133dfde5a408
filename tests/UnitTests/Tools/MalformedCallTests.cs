using System.Text.Json;
using SlopTemporal.Activities.Model;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Journals;
using SlopTemporal.UnitTests.Model;
using SlopTemporal.Workflows;

namespace SlopTemporal.UnitTests.Tools;

/// <summary>Arguments that no tool takes: the model reads why, the turn is in the journal once, and nothing is tried again.</summary>
public sealed class MalformedCallTests
{
    private const string Half = @"\ud83d";

    public static TheoryData<string, string> Faults => new()
    {
        { $$"""{"path":"f","content":"a{{Half}} b"}""", "argument 'content' holds half a character" },
        { $$"""{"path":"f{{Half}}","content":"b"}""", "argument 'path' holds half a character" },
        { """{"path":"f","content":"\ude00"}""", "argument 'content' holds half a character" },
        { $$"""{"path":"f","content":"b","more":[{"x":"{{Half}}"}]}""", "argument 'more' holds half a character" },
        { """{"path":"f","content":"a\u0000b"}""", "argument 'content' holds a NUL character" },
        { """{"path":"f\u0000","content":"b"}""", "argument 'path' holds a NUL character" },
        { $$"""{"path":"f","content":"{{new string('x', 10_000_000)}}"}""", "argument 'content' has 10000002 characters" },
        { $$"""{"path":"f","content":{{Nested(40)}}}""", "argument 'content' is nested 40 deep" },
        { $$"""{"path":"f","content":{{Nested(70)}}}""", "argument 'content' is nested 70 deep" },
        { $$"""{"path":"f","content":{{Nested(100_000)}}}""", "argument 'content' is nested 100000 deep" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_call_of_Gemini_is_answered_and_goes_back(string arguments, string words)
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new ModelName("gemini", GeminiBench.Model));
        gemini.Server.Next(_ => Reply.Raw(Event(arguments)), _ => Reply.Raw(Event("{}", "\"text\":\"Done.\"")));

        var second = await AnswerAsync(bench, words);

        Assert.Equal("Done.", second.Preview);
        Assert.Equal(2, gemini.Server.Requests.Count);
        Assert.InRange(gemini.Server.Requests[1].Body!.ToJsonString().Length, 0, 100_000);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_call_of_an_endpoint_of_the_kind_of_OpenAI_ends_as_a_result_or_as_bad_quality(string arguments, string words)
    {
        await using var server = await FakeOpenAi.StartAsync();
        using var provider = new Activities.Model.OpenAi.OpenAiProvider(
            new() { Key = new(server.Key), Address = server.Address.ToString() }, TimeProvider.System);
        using var bench = Ladder(provider, new("openai", "some-model"), new("openai", "another"));
        server.Next(SayOpenAi.Calls(new Asked("write_file", arguments, "call_1")), SayOpenAi.Text("Done."));

        if (words.Contains("0 deep", StringComparison.Ordinal) && !words.Contains("40", StringComparison.Ordinal))
        {
            // The package reads arguments to a depth of its own, and says of deeper ones only that they are none.
            Assert.Equal(Failures.ModelQuality, (await bench.FailTurnAsync()).ErrorType);
            Assert.Equal("another", (await bench.TurnAsync()).Model.Name);
        }
        else
        {
            Assert.Equal("Done.", (await AnswerAsync(bench, words)).Preview);
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"path":"f","content":"a\u0000b"}""", "argument 'content' holds a NUL character")]
    [InlineData("""{"path":"f","content":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", "argument 'content' is nested 17 deep")]
    public async Task A_call_of_a_script_is_answered(string arguments, string words)
    {
        using var bench = new Bench(Script(arguments));

        Assert.Equal("Done.", (await AnswerAsync(bench, words)).Preview);
        Assert.Equal(2, bench.Answers);
    }

    [Fact]
    public async Task A_reply_without_end_is_not_asked_for_again_of_the_same_model()
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new ModelName("gemini", GeminiBench.Model), new("gemini", "gemini-3.1-pro-preview"));
        var content = new string('x', 34 * 1024 * 1024);
        var arguments = $$"""{"path":"f","content":"{{content}}"}""";
        gemini.Server.Next(_ => Reply.Raw(Event(arguments)), _ => Reply.Raw(Event("{}", "\"text\":\"Done.\"")));

        var failure = await bench.FailTurnAsync();

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Equal("gemini-3.1-pro-preview", (await bench.TurnAsync()).Model.Name);
    }

    [Fact]
    public async Task A_script_with_half_a_character_is_refused_for_good()
    {
        using var bench = new Bench(Script($$"""{"path":"f","content":"{{Half}}"}"""));

        var failure = await bench.FailTurnAsync();

        Assert.Equal((Failures.ModelFinal, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("half a character", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_file")]
    [InlineData("list_directory")]
    [InlineData("search")]
    [InlineData("edit_file")]
    [InlineData("write_file")]
    [InlineData("delete_file")]
    [InlineData("run_command")]
    [InlineData("ask_person")]
    [InlineData("report_blocked")]
    public async Task No_tool_takes_it_and_nobody_is_asked(string tool)
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new ModelName("gemini", GeminiBench.Model));
        const string All = @"{""path"":""f"",""pattern"":""x"",""content"":""x"",""old_text"":""x"",""new_text"":""y"","
            + @"""command"":""touch made"",""question"":""x"",""reason"":""x"",""extra"":""\ud83d""}";
        gemini.Server.Next(Reply.Raw(Event(All, tool: tool)));
        bench.Put("f", "x\n");

        var turn = await bench.TurnAsync();
        var (result, text) = await bench.CallAsync(1, 1, new(true, "Yes."));

        var summary = Assert.Single(turn.Calls);
        Assert.Equal(($"malformed {tool}", RulePolicy.Deny, null), (summary.Name, summary.Rule, summary.Hash));
        Assert.False(result.Ok);
        Assert.StartsWith($"{tool}: argument 'extra' holds half a character", text, StringComparison.Ordinal);
        Assert.Equal("x\n", bench.Read("f"));
        Assert.False(File.Exists(bench.At("made")));
    }

    [Theory]
    [InlineData("""{"path":"f","content":"\ud83d"}""", "half a character")]
    [InlineData("""{"path":"f","content":"a\u0000"}""", "a NUL character")]
    public async Task What_a_person_made_of_a_call_is_held_to_the_same(string edited, string words)
    {
        using var bench = new Bench();

        var (result, text) = await bench.CallAsync("write_file", new { path = "f", content = "x" }, edited: JsonElement.Parse(edited));

        Assert.False(result.Ok);
        Assert.StartsWith("A person changed this call, but it cannot run: argument 'content' holds", text, StringComparison.Ordinal);
        Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.At("f")));
    }

    [Fact]
    public async Task The_sign_for_what_cannot_be_read_may_be_written()
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new ModelName("gemini", GeminiBench.Model));
        gemini.Server.Next(Reply.Raw(Event("""{"path":"f","content":"\ufffd\uFFFD \\ud83d \ud83d\ude00"}""")));

        await bench.TurnAsync();
        var (result, _) = await bench.CallAsync(1, 1);

        Assert.True(result.Ok);
        Assert.Equal("\ufffd\ufffd \\ud83d \ud83d\ude00", bench.Read("f"));
    }

    /// <summary>The turn after the one with the call, which was answered.</summary>
    private static async Task<Workflows.Contracts.TurnResult> AnswerAsync(Bench bench, string words)
    {
        var first = await bench.TurnAsync();
        var (result, text) = await bench.CallAsync(1, 1);

        Assert.Equal("malformed write_file", first.Calls.Single().Name);
        Assert.Empty(first.Tries);
        Assert.False(result.Ok);
        Assert.StartsWith($"write_file: {words}", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 300);
        // As after a restart: both are read back, and neither is asked for anew.
        Assert.NotNull(bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(1)));
        Assert.NotNull(bench.Journal.Read<CallRecord>(bench.Scope, JournalNames.Call(1, 1)));
        await bench.TurnAsync();
        return await bench.TurnAsync(turn: 2);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Script(string arguments) => $$$"""
        {"turns":{"a":[[{"calls":[{"name":"write_file","args":{{{arguments}}}}]},{"text":"Done."}]]}}
        """;

    private static string Event(string arguments, string? part = null, string tool = "write_file")
    {
        var call = "\"functionCall\":{\"name\":\"" + tool + "\",\"args\":" + arguments + "}";
        return "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{" + (part ?? call)
            + "}]},\"finishReason\":\"STOP\"}],\"modelVersion\":\"gemini-3-flash-preview\"}\r\n\r\n";
    }

    private static Bench Ladder(IModelProvider provider, params ModelName[] models) =>
        new(change: d => d with { Ladder = models }) { Provider = provider };
}
