using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class BrokenJsonTests
{
    private static readonly Func<TrackReadResult, IReadOnlyList<Problem>> OfSyntax =
        reading => [.. reading.Errors.Where(problem => problem.Code is "TK005" or "TK007")];

    [Theory]
    [InlineData("{§// why\n \"tickets\": [{\"id\": \"a\", \"description\": 1§,}§,]§, }", 5)]
    [InlineData("/* a § */ {\"tickets\": [{\"id\": \"a\", \"description\": 1}]} § // b", 3)]
    public void Several_mistakes_of_syntax_are_reported_with_the_others(string text, int count)
    {
        // The first place of the second text is in the comment that begins before it.
        var reading = Reads.Text(text.Replace("§", "", StringComparison.Ordinal));

        Assert.Equal(count, reading.Errors.Count);
        Assert.Contains("TK009", reading.Errors.Select(problem => problem.Code));
        Assert.Null(reading.Track);
    }

    [Theory]
    [InlineData("[§,{\"id\": \"a\", \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\",§, \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": §'a', \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{§'id': \"a\", \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\"\n §\"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"description\": \"d\", \"priority\": 9}\n §{\"id\": \"b\", \"description\": \"d\"}]")]
    [InlineData("[{\"id\" §\"a\", \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\" §/* b */ : \"a\", \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"step_mode\": §True, \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"max_attempts\": §+2, \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"max_attempts\": §02, \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"max_attempts\": §2., \"description\": \"d\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"description\": \"x§\\yz\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"description\": \"x§\u0001z\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"description\": §\"x\\ud800z\", \"priority\": 9}]")]
    [InlineData("[{\"id\": \"a\", \"description\": \"d\", \"priority\": 9}]§]")]
    public void A_mistake_of_syntax_that_leaves_no_doubt_hides_no_other(string text)
    {
        var (places, reading) = Reads.Marked(text);

        Assert.Equal(Assert.Single(places), OfSyntax(reading).Select(problem => (problem.Line, problem.Column)).Single());
        var other = Assert.Single(reading.Errors, problem => problem.Code == "TK017");
        Assert.Equal(2, reading.Errors.Count);
        Assert.EndsWith("priority", other.JsonPointer, StringComparison.Ordinal);
        Assert.Null(reading.Track);
    }

    [Fact]
    public void What_is_shown_of_a_line_is_what_the_person_wrote()
    {
        var problems = Reads.Text("[{'id': \"a\", \"description\": \"d\", \"priority\": 9, /* x */ }]").Errors;

        Assert.All(problems, problem =>
            Assert.Equal("[{'id': \"a\", \"description\": \"d\", \"priority\": 9, /* x */ }]", problem.Source?.Text));
        Assert.Equal(4, problems.Count);
    }

    [Theory]
    [InlineData("[{\"id\": \"say \"hello§\" to\"}]")]
    [InlineData("[{\"id\": \"say \" §hello\" to\"}]")]
    public void A_quote_too_many_is_one_mistake(string text) =>
        Assert.Single(Reads.Text(text.Replace("§", "", StringComparison.Ordinal)).Errors);

    [Theory]
    [InlineData("{\"tickets\": [\n  {\"id\": \"a\"§", "ends in the middle")]
    [InlineData("{\"tickets\"§", "ends in the middle")]
    [InlineData("{\"id\": \"a\",§\n", "ends in the middle")]
    [InlineData("[12§", "ends in the middle")]
    [InlineData("{\"step_mode\": tr§", "ends in the middle")]
    [InlineData("[{\"id\": §\"a", "not closed")]
    [InlineData("[\n  {\"id\": \"a\"§, }\n]", "after the last entry")]
    [InlineData("[1§,\n]", "after the last entry")]
    [InlineData("[1,§,2]", "two commas")]
    [InlineData("[§,1]", "nothing before it")]
    [InlineData("{\n  §// why\n  \"id\": \"a\"}", "comments")]
    [InlineData("{\"id\": §/* why */ \"a\"}", "comments")]
    [InlineData("§// why\n[]", "comments")]
    [InlineData("[] §// why", "comments")]
    [InlineData("{§'id': 1}", "single quotes")]
    [InlineData("{\"id\": §'x'}", "single quotes")]
    [InlineData("{§id: 1}", "without quotes")]
    [InlineData("{§1: 2}", "without quotes")]
    [InlineData("{\"priority\": §NaN}", "NaN is not a value")]
    [InlineData("[§-Infinity]", "not a number")]
    [InlineData("[§True]", "lower case")]
    [InlineData("[§+1]", "not a number")]
    [InlineData("[§01]", "not a number")]
    [InlineData("[§.5]", "not a number")]
    [InlineData("[§1.]", "not a number")]
    [InlineData("[\"a§\\x\"]", "escape")]
    [InlineData("[\"§\\u12\"]", "escape")]
    [InlineData("[\"a\", §\"\\ud800\"]", "half a character")]
    [InlineData("[\"日本§\u0001b\"]", "control character")]
    [InlineData("[\"ab§\ncd\"]", "end of the line")]
    [InlineData("[1 §2]", "comma is missing")]
    [InlineData("{\"a\": 1\r\n §\"b\": 2}", "comma is missing")]
    [InlineData("{\"a\" §1}", "colon is missing")]
    [InlineData("{\"a\": [1§}", "} closes what [ opened")]
    [InlineData("[{\"a\": 1§]", "] closes what { opened")]
    [InlineData("{\"a\": §}", "value is missing")]
    [InlineData("{§“a”: 1}", "cannot stand here")]
    [InlineData("§id: a\ntickets:\n", "not JSON")]
    [InlineData("§- id: a\n", "not JSON")]
    [InlineData("§# Tickets\n", "not JSON")]
    public void Syntax_error_is_reported_at_its_place_in_words(string text, string message)
    {
        var problem = Assert.Single(Reads.Faults("TK005", text, OfSyntax));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.Help);
    }

    [Theory]
    [InlineData("[]\n§{\"tickets\": []}", "second document")]
    [InlineData("[]\n§xyz", "more text")]
    [InlineData("[]§]", "closing bracket too many")]
    public void Text_after_the_end_is_reported_where_it_begins(string text, string message) =>
        Assert.Contains(message, Assert.Single(Reads.Faults("TK007", text, OfSyntax)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Nesting_ends_at_64(int depth)
    {
        var problem = Assert.Single(Reads.Text(new string('[', depth)).Errors);

        Assert.Equal(("TK006", 1, 65), (problem.Code, problem.Line, problem.Column));
    }

    [Fact]
    public void Nesting_of_64_is_read() =>
        Assert.Equal("TK009", Assert.Single(Reads.Text(new string('[', 64) + new string(']', 64)).Errors).Code);

    [Fact]
    public void Unclosed_list_shows_where_it_was_opened()
    {
        var problem = Assert.Single(Reads.Text("{\n  \"tickets\": [\n    1").Errors);

        Assert.Equal((2, 14), (Assert.Single(problem.Related).Line, problem.Related[0].Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    public void Blank_text_is_an_error_of_its_own(string text) => Assert.Equal("TK003", Assert.Single(Reads.Text(text).Errors).Code);
}
