using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Domain.Models;

namespace SlopTemporal.UnitTests.Model;

public sealed class ScriptTests
{
    private const string Example = """
        { "wait_ms": 20, "turns": {
            "parser": [ [ {"text":"first"}, {"text":"second","wait_ms":5} ], [ {"text":"again"} ] ],
            "parser@tier_4": [ [ {"text":"diff"} ] ],
            "@tier_1": [ [ {"text":"plan"} ] ],
            "none": [],
            "*": [ [ {"text":"any"} ] ] } }
        """;

    [Theory]
    [InlineData("parser", 3, 1, 1, "first")]
    [InlineData("parser", 3, 1, 2, "second")]
    [InlineData("parser", 3, 1, 3, "Done.")]
    [InlineData("parser", 3, 2, 1, "again")]
    [InlineData("parser", 3, 9, 1, "again")]
    [InlineData("parser", 4, 1, 1, "diff")]
    [InlineData("other", 3, 1, 1, "any")]
    [InlineData("other", 4, 1, 1, "Done.")]
    [InlineData("", 1, 1, 1, "plan")]
    [InlineData("none", 3, 1, 1, "Done.")]
    public void A_place_has_one_answer(string ticket, int tier, int attempt, int turn, string text) =>
        Assert.Equal(text, Script.Parse(Example).At(new ScriptCall("t", ticket, tier, attempt, turn, 0)).Text);

    [Fact]
    public void An_empty_script_says_done() => Assert.Equal("Done.", Script.Parse("{}").At(new("t", "a", 3, 1, 1, 0)).Text);

    [Fact]
    public void Answers_noted_at_once_are_whole_lines()
    {
        using var folder = new Local.TempFolder();
        var path = folder.In("deep", "answers.jsonl");
        var log = new ScriptLog(path);

        Parallel.For(1, 201, i => log.Answered(new("t", "a", 3, 1, i, 0), new("scripted", "1")));

        var turns = File.ReadAllLines(path).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("turn").GetInt32());
        Assert.Equal(Enumerable.Range(1, 200), turns.Order());
    }

    [Fact]
    public void A_turn_holds_what_it_says()
    {
        var script = Script.Parse("""
            { "turns": { "a": [ [
                {"calls":[{"name":"write_file","args":{"path":"x"}},{"args":"no object"}],"usage":{"input":7,"thoughts":2},
                 "fail":{"kind":"transient","times":2,"retry_after_s":0.5}},
                {"fail":{"kind":"quality"}} ] ] } }
            """);

        var turn = script.At(new("t", "a", 3, 1, 1, 0));
        Assert.Equal("write_file", turn.Calls[0].Name);
        Assert.Equal("x", turn.Calls[0].Arguments.GetProperty("path").GetString());
        Assert.Equal("", turn.Calls[1].Name);
        Assert.Equal(new ScriptUsage(7, null, 2, null), turn.Usage);
        Assert.Equal(new ScriptFailure(FailureKind.Transient, 2, TimeSpan.FromSeconds(0.5)), turn.Fail);
        var second = script.At(new("t", "a", 3, 1, 2, 0));
        Assert.Equal(new ScriptFailure(FailureKind.Quality, 1, null), second.Fail);
        Assert.Equal("Done.", second.Text);
    }

    [Theory]
    [InlineData("[]", "script, $: expected an object, found an array.")]
    [InlineData("{", "script, line 1: cannot be read as JSON")]
    [InlineData("""{"turns":{},"turms":{}}""", "script, $: 'turms' is unknown here; known are $schema, wait_ms, turns.")]
    [InlineData("""{"turns":{},"wait_ms":-1}""", "script, $.wait_ms: expected a whole number, 0 or more, found -1.")]
    [InlineData("""{"turns":{"a":{}}}""", "script, $.turns.a: expected an array of attempts, found an object.")]
    [InlineData(
        """{"turns":{"a":[{"text":"x"}]}}""", "script, $.turns.a[0]: expected an array of turns: each attempt is one, found an object.")]
    [InlineData(
        """{"turns":{"a":[[{"txt":"x"}]]}}""",
        "script, $.turns.a[0][0]: 'txt' is unknown here; known are text, calls, usage, wait_ms, fail.")]
    [InlineData("""{"turns":{"a":[[{"text":5}]]}}""", "script, $.turns.a[0][0].text: expected a text, found 5.")]
    [InlineData(
        """{"turns":{"a":[[{"fail":{"kind":"odd"}}]]}}""",
        "script, $.turns.a[0][0].fail.kind: 'odd' is no kind of failure; it is one of transient, quality, quota, final.")]
    [InlineData("""{"turns":{"a":[[{"fail":{}}]]}}""", "script, $.turns.a[0][0].fail: 'kind' is missing")]
    [InlineData("""{"turns":{"a@tier_9":[]}}""", "'@tier_9' is no tier of a script")]
    [InlineData("""{"turns":{"a":[],"a":[]}}""", "Duplicate property 'a'")]
    public void A_mistake_is_named_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ScriptException>(() => Script.Parse(text)).Message, StringComparison.Ordinal);
}
