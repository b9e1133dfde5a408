using SlopTemporal.Activities.Model.Scripted;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Models.Scripts;

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
        Assert.Equal(text, Script.Parse(Example).At(new(ticket, tier, attempt, turn)).Text);

    [Theory]
    [InlineData("parser", 3, true)]
    [InlineData("nobody", 3, true)]
    [InlineData("parser", 4, true)]
    [InlineData("other", 4, false)]
    [InlineData("parser", 2, false)]
    [InlineData("", 1, true)]
    [InlineData("parser", 1, false)]
    public void A_tier_plays_a_part_where_the_script_says_anything_for_it(string ticket, int tier, bool has) =>
        Assert.Equal(has, Script.Parse(Example).Has(ticket, tier));

    [Fact]
    public void A_tier_may_answer_for_all_tickets()
    {
        var script = Script.Parse("""{ "turns": { "*@tier_4": [ [ {"text":"x"} ] ], "a@tier_4": [] } }""");

        Assert.True(script.Has("b", 4));
        Assert.False(script.Has("b", 2));
        Assert.Equal(("x", "Done."), (script.At(new("b", 4, 1, 1)).Text, script.At(new("a", 4, 1, 1)).Text));
    }

    [Fact]
    public void An_empty_script_says_done() => Assert.Equal("Done.", Script.Parse("{}").At(new("a", 3, 1, 1)).Text);

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

        var turn = script.At(new("a", 3, 1, 1));
        Assert.Equal("write_file", turn.Calls[0].Name);
        Assert.Equal("x", turn.Calls[0].Arguments.GetProperty("path").GetString());
        Assert.Equal("", turn.Calls[1].Name);
        Assert.Equal(new ScriptUsage(7, null, 2, null), turn.Usage);
        Assert.Equal(new ScriptFailure(FailureKind.Transient, 2, TimeSpan.FromSeconds(0.5)), turn.Fail);
        var second = script.At(new("a", 3, 1, 2));
        Assert.Equal(new ScriptFailure(FailureKind.Quality, 1, null), second.Fail);
        Assert.Equal("Done.", second.Text);
    }
}
