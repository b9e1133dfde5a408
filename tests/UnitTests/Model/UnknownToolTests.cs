using System.Text.Json;
using System.Text.Json.Nodes;
using SlopTemporal.Activities.Model;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.FakeGemini;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.UnitTests.Model;

/// <summary>Calls of tools that do not exist: a result the first time, the next model of the ladder the second time in a row.</summary>
public sealed class UnknownToolTests
{
    private static readonly IReadOnlyList<string> Tools = [.. ToolCatalogue.All.Select(t => t.Name)];

    private static string Script(params string[] turns) => $$$"""{"turns":{"a":[[{{{string.Join(',', turns)}}}]]}}""";

    private static string Calls(params string[] names) =>
        JsonSerializer.Serialize(new { calls = names.Select(name => new { name, args = new { path = "x.md" } }) });

    [Fact]
    public async Task The_first_call_is_answered_with_the_tools_there_are_and_its_model_goes_on()
    {
        using var bench = new Bench(Script(Calls("open_file"), """{"text":"Done."}"""));

        var first = await bench.TurnAsync();
        var (result, text) = await bench.CallAsync(1, 1);
        var second = await bench.TurnAsync(turn: 2);

        Assert.False(result.Ok);
        Assert.Equal(
            $"There is no tool 'open_file'. The tools are: {string.Join(", ", Tools)}. "
                + "Call one of them, or reply without a call when the work is done.",
            text);
        Assert.Equal(["scripted:1", "scripted:1"], new[] { first, second }.Select(t => t.Model.ToString()));
        Assert.Empty(first.Tries.Concat(second.Tries));
    }

    [Fact]
    public async Task The_second_time_in_a_row_is_a_failure_of_quality_for_whoever_answers()
    {
        using var bench = new Bench(Script(Calls("open_file"), Calls("list_directory", "close_file")));
        await bench.TurnAsync();
        await bench.CallAsync(1, 1);

        var first = await bench.FailTurnAsync(turn: 2);
        var second = await bench.FailTurnAsync(turn: 2);

        Assert.All([first, second], f => Assert.Equal(Failures.ModelQuality, f.ErrorType));
        Assert.EndsWith(
            "scripted:1: malformed: there is no tool 'close_file', and the turn before called one that does not exist too",
            first.Message,
            StringComparison.Ordinal);
        Assert.Contains("scripted:2: malformed", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_turn_of_good_calls_it_is_the_first_time_again()
    {
        using var bench = new Bench(Script(Calls("open_file"), Calls("list_directory"), Calls("close_file")));

        await bench.TurnAsync();
        await bench.TurnAsync(turn: 2);
        var third = await bench.TurnAsync(turn: 3);

        Assert.Equal(("scripted:1", 0), (third.Model.ToString(), third.Tries.Count));
    }

    [Fact]
    public async Task A_worker_that_died_before_the_result_was_written_counts_the_same()
    {
        using var bench = new Bench(Script(Calls("open_file"), Calls("close_file")));
        await bench.TurnAsync();

        var again = await bench.TurnAsync();
        var failure = await bench.FailTurnAsync(turn: 2);

        Assert.Equal((2, "unknown tool open_file"), (bench.Answers, again.Calls.Single().Name));
        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
    }

    [Fact]
    public async Task Good_calls_of_the_same_reply_run()
    {
        using var bench = new Bench(Script(Calls("read_file", "open_file", "delete_file")));
        bench.Put("x.md", "words\n");

        var turn = await bench.TurnAsync();
        var texts = new[] { (await bench.CallAsync(1, 1)).Text, (await bench.CallAsync(1, 2)).Text, (await bench.CallAsync(1, 3)).Text };

        Assert.Equal(["read_file", "unknown tool open_file", "delete_file"], turn.Calls.Select(c => c.Name));
        Assert.Equal("x.md, lines 1-1 of 1\nwords", texts[0]);
        Assert.StartsWith("There is no tool 'open_file'", texts[1], StringComparison.Ordinal);
        Assert.Equal("Deleted x.md.", texts[2]);
    }

    [Fact]
    public async Task Nobody_is_asked_for_it_whatever_gates_and_rules_say()
    {
        using var bench = new Bench(Script(Calls("open_file", "read_file")), d => d with
        {
            Track = d.Track with { Approvals = new() { Tool = GatePolicy.Ask } },
            ToolRules = [new() { Tool = "open_file", Policy = RulePolicy.Ask, Priority = 9 }],
        });

        var calls = (await bench.TurnAsync()).Calls;
        var (_, text) = await bench.CallAsync(1, 1, new ToolAnswer(false, "This track allows no such call."));

        Assert.Equal(new ToolCallSummary("unknown tool open_file", "x.md") { Rule = RulePolicy.Deny }, calls[0]);
        Assert.True(calls[1] is { Hash: not null, Detail: not null, Rule: null });
        Assert.All(
            Enum.GetValues<GatePolicy>(),
            policy => Assert.Equal(GatePolicy.Deny, new GateRules { Tool = policy }.ForCall(calls[0].Ask is not null, calls[0].Rule)));
        Assert.StartsWith("There is no tool 'open_file'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_text_only_track_no_tool_exists_and_the_workflow_acts_on_none()
    {
        var script = Script(Calls("read_file", WorkflowTools.AskPerson, WorkflowTools.ReportBlocked), Calls("read_file"));
        using var bench = new Bench(script, d => d with { Repository = null });

        var turn = await bench.TurnAsync();
        var (_, text) = await bench.CallAsync(1, 2);

        Assert.Equal(["unknown tool read_file", "unknown tool ask_person", "unknown tool report_blocked"], turn.Calls.Select(c => c.Name));
        Assert.StartsWith("There is no tool 'ask_person', and no other one for this ticket. Reply with", text, StringComparison.Ordinal);
        Assert.Equal(Failures.ModelQuality, (await bench.FailTurnAsync(turn: 2)).ErrorType);
    }

    [Theory]
    [InlineData("functions.read_file", "functions_read_file")]
    [InlineData("<b>`rm`</b>", "_b__rm___b_")]
    [InlineData("x\u001b[31m\r\n\u202e", "x__31m___")]
    [InlineData("1😀", "_1__")]
    [InlineData("delete_file\u0000", "delete_file_")]
    [InlineData("delete file", "unknown_delete_file")]
    [InlineData("Delete_File", "Delete_File")]
    public async Task A_name_is_made_harmless_and_never_becomes_that_of_a_tool(string name, string safe)
    {
        using var bench = new Bench(Script(Calls(name)));
        bench.Put("x.md", "words\n");

        var turn = await bench.TurnAsync();
        var (_, text) = await bench.CallAsync(1, 1);

        Assert.Equal($"unknown tool {safe}", turn.Calls.Single().Name);
        Assert.StartsWith($"There is no tool '{safe}'", text, StringComparison.Ordinal);
        Assert.Equal(safe, bench.Journal.Read<TurnRecord>(bench.Scope, JournalNames.Turn(1))!.Calls.Single().Name);
        Assert.Equal("words\n", bench.Read("x.md"));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\n')]
    [InlineData('9')]
    public void A_name_has_as_many_characters_as_providers_take(char sign)
    {
        Assert.Matches("^[A-Za-z_][A-Za-z0-9_-]{63}$", UnknownTool.SafeName(new(sign, 1_000_000), Tools));
    }

    [Fact]
    public async Task Gemini_gets_the_call_and_its_result_back_and_the_next_model_answers_the_second_time()
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new("gemini", GeminiBench.Model), new("gemini", "gemini-3.1-pro-preview"));
        gemini.Server.Next(
            Say.Calls(new Asked("open_file", "{}", "k1")), Say.Calls(new Asked("close_file", "{}", "k2")), Say.Text("Done."));

        await bench.TurnAsync();
        await bench.CallAsync(1, 1);
        var failure = await bench.FailTurnAsync(turn: 2);
        var result = await bench.TurnAsync(turn: 2);

        Assert.Equal(Failures.ModelQuality, failure.ErrorType);
        Assert.Equal(("gemini-3.1-pro-preview", "Done."), (result.Model.Name, result.Preview));
        var response = gemini.Server.Requests[1].Body!["contents"]![2]!["parts"]![0]!["functionResponse"]!;
        Assert.Equal("open_file", (string?)response["name"]);
        var output = (string?)response["response"]!["output"];
        Assert.StartsWith("There is no tool 'open_file'. The tools are: read_file,", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>read\nfile</b>")]
    [InlineData("default_api:functions.read_file")]
    public async Task Gemini_takes_back_a_call_whose_name_had_to_be_changed(string name)
    {
        await using var gemini = await GeminiBench.StartAsync();
        using var bench = Ladder(gemini.Provider, new ModelName("gemini", GeminiBench.Model));
        gemini.Server.Next(Say.Calls(new Asked(name, "{}", "k1"), new("read_file", """{"path":"x"}""", "k2")), Say.Text("Done."));

        var first = await bench.TurnAsync();
        await bench.CallAsync(1, 1);
        var second = await bench.TurnAsync(turn: 2);

        Assert.Equal("Done.", second.Preview);
        var parts = gemini.Server.Requests[1].Body!["contents"]![1]!["parts"]!.AsArray();
        var names = parts.Select(p => p!["functionCall"]).OfType<JsonNode>().Select(c => (string?)c["name"]);
        Assert.Equal(first.Calls.Select(c => c.Name.Split(' ')[^1]), names);
    }

    [Fact]
    public async Task An_endpoint_of_the_kind_of_OpenAI_gets_a_name_that_it_takes()
    {
        await using var server = await FakeOpenAi.StartAsync();
        using var provider = new Activities.Model.OpenAi.OpenAiProvider(
            new() { Key = new(server.Key), Address = server.Address.ToString() },
            TimeProvider.System);
        using var bench = Ladder(provider, new ModelName("openai", "some-model"));
        server.Next(SayOpenAi.Calls(new Asked("functions.open<file>", "{}", "call_1")), SayOpenAi.Text("Done."));

        await bench.TurnAsync();
        var (_, text) = await bench.CallAsync(1, 1);
        await bench.TurnAsync(turn: 2);

        var messages = server.Requests[1].Body!["messages"]!.AsArray();
        Assert.Equal("functions_open_file_", (string?)messages[2]!["tool_calls"]![0]!["function"]!["name"]);
        Assert.Equal(text, (string?)messages[3]!["content"]);
    }

    private static Bench Ladder(IModelProvider provider, params ModelName[] models) =>
        new(change: d => d with { Ladder = models }) { Provider = provider };
}
