using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class ProblemTextTests
{
    [Fact]
    public void Error_points_at_its_place()
    {
        const string Text = """
            [
              {"id": "api-server", "description": "x"},
              {"id": "api-tests", "description": "x", "depends_on": ["api-sever"]}
            ]
            """;

        Assert.Equal(
            """
            error[TK014]: ticket "api-tests" depends on a ticket that does not exist: "api-sever"
             --> tracks/a.json:3:58
              3 |   {"id": "api-tests", "description": "x", "depends_on": ["api-sever"]}
                |                                                          ^^^^^^^^^^^ no ticket has this id
             help: did you mean "api-server" (line 2)?
            """,
            ProblemText.Render(Assert.Single(Reads.Text(Text).Errors), "tracks/a.json"));
    }

    [Fact]
    public void Second_place_is_shown_below()
    {
        const string Text = """
            [{"id": "a", "description": "x"},
             {"id": "a", "description": "x"}]
            """;

        var lines = ProblemText.Render(Assert.Single(Reads.Text(Text).Errors), "a.json").Split('\n');

        Assert.Equal(
            [" ::: a.json:1:9", "  1 | [{\"id\": \"a\", \"description\": \"x\"},", "    |         ^^^ first given here"], lines[4..7]);
    }

    [Fact]
    public void Warning_is_called_one()
    {
        var reading = Reads.Text("""[{"id": "a", "description": "x", "status": "blocked"}]""");

        Assert.StartsWith("warning[TK102]", ProblemText.RenderWarning(Assert.Single(reading.Warnings), "a.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_and_direction_characters_are_escaped_and_the_caret_still_fits()
    {
        var problem = Assert.Single(Reads.Text("[{\"description\": \"\u202e\u200b\u007f\",\t\"id\": \"a\u202e\"}]").Errors);

        var lines = ProblemText.Render(problem, "bad\u001b[31m.json").Split('\n');

        Assert.DoesNotContain(string.Concat(lines), c => char.IsControl(c) || c is '\u202e' or '\u200b');
        Assert.Equal("\"a\\u{202e}\"", lines[2].Substring(lines[3].IndexOf('^', StringComparison.Ordinal), lines[3].Count(c => c == '^')));
    }

    [Fact]
    public void Long_line_is_cut_around_the_caret()
    {
        var padding = string.Concat(Enumerable.Repeat("日本", 500));

        var lines = ProblemText.Render(
            Assert.Single(
                Reads.Tickets($$"""{"id": "a", "description": "{{padding}}", "priority": 9, "labels": ["{{padding}}"]}""").Errors),
            "a.json").Split('\n');

        Assert.All(lines, line => Assert.True(line.Length < 150));
        Assert.Equal('9', lines[2][lines[3].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void Problem_of_the_whole_file_has_no_line() =>
        Assert.Equal(3, ProblemText.Render(TrackBytes.Decode([]).Problem!, "a.json").Split('\n').Length);
}
