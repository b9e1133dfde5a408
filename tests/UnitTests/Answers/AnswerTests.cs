using SlopTemporal.Domain.Answers;

namespace SlopTemporal.UnitTests.Answers;

/// <summary>Answers as models give them: in fences, with words around them, half right, or too much.</summary>
public sealed class AnswerTests
{
    private const string Cause = """{"cause":"a.txt:1 is wrong","evidence":["1 of 9 failed"]}""";

    [Theory]
    [InlineData("%")]
    [InlineData("\n\n  %  \n")]
    [InlineData("```json\n%\n```")]
    [InlineData("Here it is:\n```\n%\n```\nAsk me if it is not clear.")]
    [InlineData("The function `f() { return 1; }` is at fault. %")]
    [InlineData("% I hope that {this} helps :-}")]
    [InlineData("The form is {\"cause\":\"…\",\"evidence\":[\"…\"]}, so:\n%")]
    public void An_answer_is_found_among_other_words(string reply)
    {
        var analysis = Analysis.Read(reply.Replace("%", Cause, StringComparison.Ordinal));

        Assert.Equal(("a.txt:1 is wrong", "1 of 9 failed"), (analysis?.Cause, analysis?.Evidence[0]));
        Assert.Equal("Cause: a.txt:1 is wrong\n  1 of 9 failed", analysis!.Describe());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("}{")]
    [InlineData("I cannot say.")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"cause":""}""")]
    [InlineData("""{"cause":" \n "}""")]
    [InlineData("""{"cause":7}""")]
    [InlineData("""{"cause":["x"]}""")]
    [InlineData("""{"Cause":"x"}""")]
    [InlineData("""{"cause":"cut off in the mid""")]
    [InlineData("""{"cause":"half a sign: \ud83d"}""")]
    public void What_is_no_analysis_is_said_to_be_none(string reply)
    {
        Assert.Null(Analysis.Read(reply));
        Assert.Contains("no analysis of the form", Analysis.FindFault(reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cause":"x"}""", "")]
    [InlineData("""{"\ud83d":1,"cause":"x","\ude00":{"\ud83d":"\ud83d"}}""", "")]
    [InlineData("""{"cause":"x","evidence":"not a list"}""", "")]
    [InlineData("""{"cause":"x","evidence":[1,null,"",{},["y"],"z"]}""", "z")]
    [InlineData("""{"cause":"x","evidence":["\ud83d","z",],}""", "z")]
    [InlineData("""{"cause":"x","evidence":["1","2","3","4","5","6","7"]}""", "1 2 3 4 5")]
    public void Evidence_that_is_none_is_left_out(string reply, string evidence) =>
        Assert.Equal(evidence, string.Join(' ', Analysis.Read(reply)!.Evidence));

    [Fact]
    public void A_quote_with_quotes_in_it_stays_one_line_that_is_not_too_long()
    {
        var analysis = Analysis.Read("""{"cause":"\"{\"a\":\"b\"}\" is\nread as \\\" ```","evidence":["LONG"]}"""
            .Replace("LONG", new string('x', 1_000_000), StringComparison.Ordinal))!;

        Assert.Equal("""
            "{"a":"b"}" is read as \" ```
            """, analysis.Cause);
        Assert.Equal(300, analysis.Evidence[0].Length);
        Assert.Equal(600, Analysis.Read($$"""{"cause":"{{new string('x', 1_000_000)}}"}""")!.Cause.Length);
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{\"a\":[")]
    public void A_reply_of_a_million_open_brackets_is_none_and_takes_no_time(string open) =>
        Assert.Null(Analysis.Read(string.Concat(Enumerable.Repeat(open, 1_000_000 / open.Length))));

    [Theory]
    [InlineData("""{"lines":[{"met":true,"evidence":"a.txt:1"},{"met":true}]}""", "")]
    [InlineData("""{"lines":[{"met":true},{"met":false,"evidence":" no\n test "}]}""", "not met: two\n  no test")]
    [InlineData("""{"lines":[{"met":false},{"met":true,"evidence":7}]}""", "not met: one\n  no evidence was given")]
    public void A_judgement_has_a_line_for_each_line_of_the_acceptance(string reply, string unmet)
    {
        var judgement = Judgement.Read(reply, 2)!;

        Assert.Equal((unmet, unmet.Length == 0), (judgement.DescribeUnmet(["one", "two"]), judgement.IsMet));
        Assert.Null(Judgement.FindFault(reply, 2));
    }

    [Theory]
    [InlineData("""{"lines":[]}""")]
    [InlineData("""{"lines":[{"met":true}]}""")]
    [InlineData("""{"lines":[{"met":true},{"met":true},{"met":true}]}""")]
    [InlineData("""{"lines":[{"met":true},{"met":"yes"}]}""")]
    [InlineData("""{"lines":[{"met":true},{"evidence":"yes"}]}""")]
    [InlineData("""{"lines":[true,true]}""")]
    [InlineData("""{"lines":{"met":true}}""")]
    [InlineData("""[{"met":true},{"met":true}]""")]
    [InlineData("All of it is met.")]
    public void A_judgement_of_another_form_or_number_of_lines_counts_for_nothing(string reply)
    {
        Assert.Null(Judgement.Read(reply, 2));
        Assert.EndsWith("with 2 lines", Judgement.FindFault(reply, 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"verdict":"approve"}""", "")]
    [InlineData("""{"verdict":"Approve","findings":[]}""", "")]
    [InlineData("approve", "")]
    [InlineData("`APPROVE`.\n", "")]
    [InlineData("""{"verdict":"findings","findings":[{"text":"no test"}]}""", "- no test")]
    [InlineData("""{"verdict":"FINDINGS","findings":[{"file":"a","text":"x"},{"file":"a","line":3,"text":"y"}]}""", "- a: x\n- a:3: y")]
    [InlineData("""{"verdict":"findings","findings":[{"file":7,"line":3,"text":"x"},{"file":"b","line":"4","text":"y"}]}""", "- x\n- b: y")]
    [InlineData("""{"verdict":"findings","findings":[{"file":"b","line":1e99,"text":"x"},{"line":2.5,"text":"y"},7]}""", "- b: x\n- y")]
    public void A_review_approves_or_has_findings(string reply, string findings) =>
        Assert.Equal(findings, Review.Read(reply)?.Describe());

    [Theory]
    [InlineData("""{"verdict":"findings"}""")]
    [InlineData("""{"verdict":"findings","findings":[]}""")]
    [InlineData("""{"verdict":"findings","findings":[{"file":"a.cs"}]}""")]
    [InlineData("""{"verdict":"reject","findings":[{"text":"x"}]}""")]
    [InlineData("""{"findings":[{"text":"x"}]}""")]
    [InlineData("""{"verdict":true}""")]
    [InlineData("I approve of it, but see line 3.")]
    [InlineData("")]
    public void A_review_of_another_form_approves_nothing(string reply)
    {
        Assert.Null(Review.Read(reply));
        Assert.Contains("no review of the form", Review.FindFault(reply), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"verdict":"approve","findings":[{"text":"the key is printed"}]}""")]
    [InlineData("""{"verdict":"approve","findings":[{"file":"a.cs","line":1,"text":"x"}],}""")]
    public void A_review_that_approves_and_has_findings_is_not_clear(string reply) => Assert.Null(Review.Read(reply));

    [Fact]
    public void A_review_keeps_ten_findings()
    {
        var findings = string.Join(',', Enumerable.Range(1, 30).Select(n => $$"""{"text":"{{n}} {{new string('x', 9000)}}"}"""));

        var review = Review.Read($$"""{"verdict":"findings","findings":[{{findings}}]}""")!;

        Assert.Equal(10, review.Findings.Count);
        Assert.All(review.Findings, finding => Assert.Equal(600, finding.Text.Length));
    }

    [Theory]
    [InlineData("""{"decision":"person","reason":"needs a key"}""", WayOnKind.Person, "needs a key", null)]
    [InlineData("""{"decision":"PERSON"}""", WayOnKind.Person, "no reason was given", null)]
    [InlineData("""{"decision":"reword","reason":"r","description":" Do it so. "}""", WayOnKind.Reword, "r", "Do it so.")]
    [InlineData("""```{"decision":"split","reason":"r","tickets":[{"id":"x"}]}```""", WayOnKind.Split, "r", """[{"id":"x"}]""")]
    public void A_way_on_is_one_of_three(string reply, WayOnKind kind, string reason, string? more)
    {
        var way = WayOn.Read(reply)!;

        Assert.Equal((kind, reason, more), (way.Kind, way.Reason, way.Description ?? way.Tickets));
    }

    [Theory]
    [InlineData("""{"decision":"reword","reason":"r"}""")]
    [InlineData("""{"decision":"reword","description":7}""")]
    [InlineData("""{"decision":"split","reason":"r"}""")]
    [InlineData("""{"decision":"split","tickets":[]}""")]
    [InlineData("""{"decision":"split","tickets":{"id":"x"}}""")]
    [InlineData("""{"decision":"delete"}""")]
    [InlineData("""{"reason":"r"}""")]
    [InlineData("Split it.")]
    public void Any_other_way_on_is_none(string reply) => Assert.Null(WayOn.Read(reply));
}
