using System.Text.Json;
using SlopTemporal.Domain.Models.Scripts;

namespace SlopTemporal.UnitTests.Model;

/// <summary>All mistakes of a script at once, each with its place.</summary>
public sealed class ScriptReaderTests
{
    [Theory]
    [InlineData("SC004", "[]", 1, 1, "the script is not a JSON object")]
    [InlineData("SC001", "{", 1, 2, "the file ends in the middle of the script")]
    [InlineData("SC001", "  ", 1, 1, "the file is empty")]
    [InlineData("SC001", "turns", 1, 1, "the file is not JSON")]
    [InlineData("SC001", "{} {}", 1, 4, "a second document begins after the end of the script")]
    [InlineData("SC002", "{\"turns\":{},\n \"turms\":{}}", 2, 2, "the script has no \"turms\"")]
    [InlineData("SC004", """{"turns":{},"wait_ms":-1}""", 1, 23, "wait_ms must be a whole number, 0 or more, found the number -1")]
    [InlineData("SC004", """{"turns":[]}""", 1, 10, "turns must be an object with a list of attempts for each ticket, found a list")]
    [InlineData("SC004", """{"turns":{"a":{}}}""", 1, 15, "turns.a must be a list of attempts, found an object")]
    [InlineData(
        "SC004", """{"turns":{"a":[{"text":"x"}]}}""", 1, 16, "turns.a[0] must be a list of turns: each attempt is one, found an object")]
    [InlineData("SC004", """{"turns":{"a":[["x"]]}}""", 1, 17, "turns.a[0][0] must be an object, found the text \"x\"")]
    [InlineData("SC002", """{"turns":{"a":[[{"txt":"x"}]]}}""", 1, 18, "turns.a[0][0] has no \"txt\"")]
    [InlineData("SC004", """{"turns":{"a":[[{"text":5}]]}}""", 1, 25, "turns.a[0][0].text must be a text, found the number 5")]
    [InlineData(
        "SC005", """{"turns":{"a":[[{"fail":{"kind":"odd"}}]]}}""", 1, 33, "turns.a[0][0].fail.kind is not a kind of failure: \"odd\"")]
    [InlineData("SC006", """{"turns":{"a":[[{"fail":{}}]]}}""", 1, 25, "turns.a[0][0].fail has no \"kind\"")]
    [InlineData(
        "SC004",
        """{"turns":{"a":[[{"fail":{"kind":"quota","retry_after_s":"1"}}]]}}""",
        1,
        57,
        "turns.a[0][0].fail.retry_after_s must be a number of seconds, 0 or more, found the text \"1\"")]
    [InlineData("SC005", """{"turns":{"a@tier_9":[]}}""", 1, 11, "\"@tier_9\" is not a tier of a script")]
    [InlineData("SC003", """{"turns":{"a":[],"a":[]}}""", 1, 18, "turns has \"a\" twice")]
    [InlineData("SC003", """{"turns":{},"turns":{}}""", 1, 13, "the script has \"turns\" twice")]
    [InlineData(
        "SC003", """{"turns":{"a":[[{"calls":[{"args":{"x":1,"x":2}}]}]]}}""", 1, 42, "turns.a[0][0].calls[0].args has \"x\" twice")]
    public void A_mistake_is_named_with_its_place(string code, string text, int line, int column, string expected)
    {
        var error = Assert.Single(ScriptReader.Read(text).Errors);

        Assert.Equal((code, line, column, expected), (error.Code, error.Line, error.Column, error.Message));
        Assert.DoesNotContain("track", error.Message + error.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_reported_in_one_go_in_the_order_of_the_text()
    {
        var errors = ScriptReader.Read("""
            { "wait_m": 5,
              "turns": {
                "a": [ [ { "txt": "x" }, { "calls": { "name": "x" } } ] ],
                "b@tier_3": [ { "text": "x" } ] } }
            """).Errors;

        Assert.Equal([(1, 3), (3, 16), (3, 41), (4, 5), (4, 19)], errors.Select(e => (e.Line, e.Column)));
        Assert.Equal(["did you mean \"wait_ms\"?", "did you mean \"text\"?"], errors.Take(2).Select(e => e.Help));
    }

    [Fact]
    public void Comments_and_a_comma_after_the_last_entry_are_no_mistakes()
    {
        var reading = ScriptReader.Read("""
            { // first
              "turns": { "a": [ [ { "text": "x", }, ], ], /* last */ } }
            """);

        Assert.Empty(reading.Errors);
        Assert.Equal("x", reading.Script!.At(new("a", 3, 1, 1)).Text);
    }

    [Fact]
    public void What_is_to_be_played_and_is_no_script_says_all_of_it() =>
        Assert.Equal(
            "script, line 1, column 2: the script has no \"a\"; script, line 1, column 10: the script has no \"b\"",
            Assert.Throws<ScriptException>(() => Script.Parse("""{"a": 1, "b": 2}""")).Message);

    [Fact]
    public void Schema_and_reader_know_the_same_members()
    {
        var schema = Schema();
        var definitions = schema.GetProperty("$defs");
        var turn = definitions.GetProperty("turn").GetProperty("properties");

        Assert.Equal(ScriptMembers.Script, Names(schema));
        Assert.Equal(ScriptMembers.Turn, Names(definitions.GetProperty("turn")));
        Assert.Equal(ScriptMembers.Call, Names(definitions.GetProperty("call")));
        Assert.Equal(ScriptMembers.Usage, Names(turn.GetProperty("usage")));
        Assert.Equal(ScriptMembers.Fail, Names(turn.GetProperty("fail")));
        Assert.Equal(
            ScriptMembers.Kinds.Keys,
            turn.GetProperty("fail").GetProperty("properties").GetProperty("kind").GetProperty("enum").EnumerateArray()
                .Select(word => word.GetString()));

        static IEnumerable<string> Names(JsonElement of) => of.GetProperty("properties").EnumerateObject().Select(p => p.Name);
    }

    private static JsonElement Schema()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SlopTemporal.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "schema", "script.schema.json")));
    }
}
