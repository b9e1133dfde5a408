using SlopTemporal.Activities.Tools;
using SlopTemporal.UnitTests.Model;

namespace SlopTemporal.UnitTests.Tools;

public sealed class SearchTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_search_names_file_and_line()
    {
        await _bench.AddRepositoryAsync();
        _bench.Put("build.log", "class B of a build\n");
        _bench.Put("src/a.cs", "class A;\nclass B;\n");
        _bench.Put("b.txt", "no such thing\n");
        _bench.Put("bin", [(byte)'c', (byte)'l', 0]);

        Assert.Equal("src/a.cs:2: class B;", (await _bench.CallAsync("search", new { pattern = "class\\s+B" })).Text);
        Assert.Equal("No hits in 1 files.", (await _bench.CallAsync("search", new { pattern = "such", path = "./src/" }, turn: 2)).Text);
        Assert.Contains(
            "there is no file none",
            (await _bench.CallAsync("search", new { pattern = "such", path = "none" }, turn: 3)).Text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(x+x+)+y")]
    public async Task A_hostile_pattern_ends(string pattern)
    {
        await _bench.AddRepositoryAsync();
        _bench.Put("a.txt", new string('a', 20_000) + "!\n" + new string('x', 20_000) + "\n");

        Assert.StartsWith("No hits", (await _bench.CallAsync("search", new { pattern })).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\1")]
    public async Task A_pattern_that_cannot_be_used_is_explained(string pattern)
    {
        var (result, text) = await _bench.CallAsync("search", new { pattern });

        Assert.False(result.Ok);
        Assert.StartsWith("search: argument 'pattern' cannot be used", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_stops_at_its_most_hits()
    {
        await _bench.AddRepositoryAsync();
        _bench.Put("a.txt", string.Concat(Enumerable.Repeat("hit\n", 1000)));

        var lines = (await _bench.CallAsync("search", new { pattern = "hit" })).Text.Split('\n');

        Assert.Equal(ToolLimits.Hits + 1, lines.Length);
        Assert.Contains("more than 200 hits", lines[^1], StringComparison.Ordinal);
    }
}
