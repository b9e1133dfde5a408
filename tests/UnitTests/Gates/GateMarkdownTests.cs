using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;

namespace SlopTemporal.UnitTests.Gates;

public sealed class GateMarkdownTests
{
    private const string SpawnExample = "{\n  \"prompt\":\"the task in your words\",\n  \"add_files\":[\"path\"],\n  \"drop_files\":[]}";

    [Theory]
    [InlineData(GateKind.Spawn, SpawnExample)]
    [InlineData(GateKind.Tool, "{\"command\":\"the arguments as they should be\"}")]
    [InlineData(GateKind.Budget, "{\"usd\":10}")]
    [InlineData(GateKind.Patch, "{\"hunks\":[1,3]}")]
    public void What_may_be_edited_has_an_example_to_paste(GateKind kind, string example)
    {
        var paste = $"{{\"request\":\"parser/{Words.For(kind)}-1\",\"hash\":\"4f1c22ab\",\n \"edited\":{example}}}";

        Contains($"The same, changed:\n\n```json\n{paste}\n```\n", GateMarkdown.Full(Gate(kind)));
    }

    [Theory]
    [InlineData(GateKind.Integrate)]
    [InlineData(GateKind.Question)]
    [InlineData(GateKind.Plan)]
    public void Nothing_else_has_one(GateKind kind) =>
        Assert.DoesNotContain("The same, changed", GateMarkdown.Full(Gate(kind)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[approve here](http://evil.example/x)", "\\[approve here\\](http: //evil.example/x)")]
    [InlineData("![i](http://evil.example/i.png)", "!\\[i\\](http: //evil.example/i.png)")]
    [InlineData("see www.evil.example", "see www .evil.example")]
    [InlineData("<a href=x>\u202eback\u001b[31m|`", "‹a href=x>back\\[31m¦'")]
    public void Words_of_a_model_are_no_links_and_no_images(string words, string shown) =>
        Contains($": {shown}", GateMarkdown.OpenGates([Gate(GateKind.Question) with { Subject = words }]));

    [Fact]
    public void Of_a_budget_all_words_are_shown()
    {
        var gate = Gate(GateKind.Budget) with { Subject = string.Join(' ', Enumerable.Repeat("words", 80)) };

        Contains(gate.Subject, GateMarkdown.OpenGates([gate]));
        Contains(gate.Subject, GateMarkdown.Full(gate));
    }

    [Fact]
    public void A_question_is_answered_in_the_comment()
    {
        const string Paste = "{\"request\":\"parser/question-1\",\"hash\":\"4f1c22ab\",\n \"comment\":\"your answer\"}";

        Contains($"```json\n{Paste}\n```", GateMarkdown.OpenGates([Gate(GateKind.Question)]));
    }

    [Theory]
    [InlineData(GateKind.Tool, "```\nthe detail\n```")]
    [InlineData(GateKind.Patch, "```diff\nthe detail\n```")]
    public void The_detail_is_fenced(GateKind kind, string expected) =>
        Contains(expected, GateMarkdown.Full(Gate(kind) with { Detail = "the detail" }));

    [Fact]
    public void What_nobody_would_see_in_the_detail_is_told_and_its_lines_and_blanks_stay() =>
        Contains("```diff\n+a\\u{202e}b\n \tc  d\n```", GateMarkdown.Full(Gate(GateKind.Integrate) with { Detail = "+a\u202eb\n \tc  d" }));

    [Fact]
    public void The_caps_that_a_gate_carries_are_its_example_and_are_not_shown_twice()
    {
        const string Caps = "{\"tokens\":3000}";

        Assert.Equal(2, GateMarkdown.Full(Gate(GateKind.Budget) with { Detail = Caps }).Split(Caps).Length);
    }

    private static void Contains(string expected, string markdown) => Assert.Contains(expected, markdown, StringComparison.Ordinal);

    private static Gate Gate(GateKind kind) => new()
    {
        Id = $"parser/{Words.For(kind)}-1",
        Ticket = "parser",
        Kind = kind,
        Hash = "4f1c22ab",
        Subject = "what it is about",
        Opened = DateTimeOffset.UnixEpoch,
    };
}
