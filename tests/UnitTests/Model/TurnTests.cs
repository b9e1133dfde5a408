using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace SlopTemporal.UnitTests.Model;

public sealed class TurnTests
{
    private const string TwoTurns = """
        {"turns":{"a":[[
          {"calls":[{"name":"read_file","args":{"path":"x.md"}},{"name":"search","args":{"pattern":"y"}}],
           "text":"Let me see.","usage":{"input":100,"output":20,"thoughts":5,"cached":40}},
          {"text":"BLOCKED: no."} ]]}}
        """;

    [Fact]
    public async Task A_finished_call_is_never_made_again()
    {
        using var bench = new Bench(TwoTurns);

        var first = await bench.TurnAsync();
        var second = await bench.TurnAsync();

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        Assert.Equal(1, bench.Answers);
    }

    [Fact]
    public async Task A_call_says_which_rule_it_falls_under_and_shows_itself_where_it_is_asked_for()
    {
        const string Script =
            """{"turns":{"a":[[ {"calls":[{"name":"run_command","args":{"command":"dotnet restore","network":true}},"""
                + """{"name":"write_file","args":{"path":"ci.yml","content":"x"}},"""
                + """{"name":"write_file","args":{"path":"x","content":"x"}}]} ]]}}""";
        using var bench = new Bench(Script, d => d with
        {
            ToolRules = [
                new() { Tool = "run_command", Prefix = "dotnet restore", Policy = RulePolicy.Allow },
                new() { Tool = "write_file", Prefix = "ci.yml", Policy = RulePolicy.Ask },
            ],
        });

        var calls = (await bench.TurnAsync()).Calls;

        Assert.Equal([RulePolicy.Allow, RulePolicy.Ask, null], calls.Select(c => c.Rule));
        Assert.Equal(["needs the network", null, null], calls.Select(c => c.Ask));
        Assert.Equal([true, true, false], calls.Select(c => c.Hash is not null && c.Detail is not null));
    }

    [Fact]
    public async Task A_result_says_what_came_and_what_it_cost()
    {
        using var bench = new Bench(TwoTurns);

        var result = await bench.TurnAsync();

        Assert.Equal((ReplyKind.Calls, "Let me see."), (result.Kind, result.Preview));
        Assert.Equal([("read_file", "x.md"), ("search", "y")], result.Calls.Select(c => (c.Name, c.Subject)));
        Assert.Equal(
            (100, 20, 5, 40, 1, 0m),
            (result.Usage.Input, result.Usage.Output, result.Usage.Thoughts, result.Usage.Cached, result.Usage.Calls, result.Usage.Usd));
        Assert.Equal(ReplyKind.Blocked, (await bench.TurnAsync(turn: 2)).Kind);
    }

    [Fact]
    public async Task The_answers_log_names_the_place()
    {
        using var bench = new Bench(TwoTurns);

        await bench.TurnAsync();

        var line = JsonDocument.Parse(bench.Log).RootElement;
        Assert.Equal(
            ("t", "a", "tier_3"),
            (line.GetProperty("track").GetString(), line.GetProperty("ticket").GetString(), line.GetProperty("tier").GetString()));
        Assert.Equal(
            (1, 1, "scripted:1"),
            (line.GetProperty("attempt").GetInt32(), line.GetProperty("turn").GetInt32(), line.GetProperty("model").GetString()));
        Assert.Equal(Environment.ProcessId, line.GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task Tokens_that_a_script_does_not_count_grow_with_the_conversation()
    {
        using var bench = new Bench("""{"turns":{"a":[[{"calls":[{"name":"list_directory"}]},{"text":"12345678"}]]}}""");

        var first = await bench.TurnAsync();
        var second = await bench.TurnAsync(turn: 2, message: bench.Store.Put(new string('m', 400)));

        Assert.True(first.Usage.Input > 100);
        Assert.True(second.Usage.Input >= first.Usage.Input + 100, $"{second.Usage.Input} after {first.Usage.Input}");
        Assert.Equal(2, second.Usage.Output);
    }

    [Fact]
    public async Task The_first_prompt_is_made_once_and_holds_evidence_and_files()
    {
        using var bench = new Bench(TwoTurns);
        bench.Put("notes.md", "first notes\n");

        await bench.TurnAsync(evidence: bench.Store.Put("test 7 was red"));
        bench.Put("notes.md", "changed notes\n");
        await bench.TurnAsync(turn: 2);

        var prompt = bench.Journal.Read<PromptRecord>(bench.Scope, JournalNames.Prompt)!;
        Assert.Contains("test 7 was red", prompt.Text, StringComparison.Ordinal);
        Assert.Contains("first notes", prompt.Text, StringComparison.Ordinal);
        Assert.Contains(prompt.Text, bench.Journal.ReadText(bench.Scope, JournalNames.Prompt)!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_is_gone_from_the_journal_is_named()
    {
        using var bench = new Bench(TwoTurns);

        var failure = await bench.FailTurnAsync(turn: 2);

        Assert.Equal((Failures.Workspace, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("Turn 1 of t/1/a/1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_with_a_mistake_ends_the_turn_with_its_place()
    {
        using var bench = new Bench("""{"turns":{"a":[[{"txt":""}]]}}""");

        var failure = await bench.FailTurnAsync();

        Assert.Equal(Failures.ModelFinal, failure.ErrorType);
        Assert.Contains("turns.a[0][0] has no \"txt\"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_no_try()
    {
        using var bench = new Bench("""{"wait_ms":600000,"turns":{}}""");
        ActivityEnvironment? environment = null;
        environment = new() { Heartbeater = _ => environment!.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.TurnAsync(environment: environment));
        Assert.False(File.Exists(Path.Combine(bench.Journal.Folder(bench.Scope), JournalNames.Try(1, 1) + ".json")));
        Assert.Equal(0, bench.Answers);
    }

    [Fact]
    public async Task A_document_that_is_gone_is_named()
    {
        using var bench = new Bench();
        Directory.Delete(Path.Combine(Path.GetDirectoryName(bench.LogFile)!, "store"), recursive: true);

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => bench.TurnAsync());

        Assert.Equal((Failures.Workspace, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains(bench.Scope.Run.Document, failure.Message, StringComparison.Ordinal);
    }
}
