using System.Text.Json;
using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.UnitTests.Tools;

public sealed class ToolSubjectTests
{
    [Theory]
    [InlineData("""{"content":"long text","path":"src/a.cs"}""", "src/a.cs")]
    [InlineData("""{"path":"src","command":"make test"}""", "make test")]
    public void An_argument_with_a_well_known_name_is_the_subject(string arguments, string subject) =>
        Assert.Equal(subject, ToolSubject.From(Arguments(arguments)));

    [Theory]
    [InlineData("""{"depth":3,"url":"https://example.org/","title":"Docs"}""", "https://example.org/")]
    [InlineData("""{"path":["a","b"],"symbol":"Csv.Parse"}""", "Csv.Parse")]
    public void Without_one_the_first_text_is_so_that_a_new_tool_needs_no_entry(string arguments, string subject) =>
        Assert.Equal(subject, ToolSubject.From(Arguments(arguments)));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"lines":[1,2],"all":true,"more":null}""")]
    public void Arguments_without_any_text_have_no_subject(string arguments) =>
        Assert.Equal("", ToolSubject.From(Arguments(arguments)));

    [Fact]
    public void A_long_text_is_one_line_and_cut()
    {
        var subject = ToolSubject.From(JsonSerializer.SerializeToElement(new { query = "first line\n" + new string('x', 200) }));

        Assert.StartsWith("first line xxx", subject, StringComparison.Ordinal);
        Assert.Equal(ToolSubject.MaxLength, subject.Length);
    }

    private static JsonElement Arguments(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
