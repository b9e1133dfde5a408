using System.Globalization;
using System.Text.RegularExpressions;
using SlopTemporal.Activities.Tools;
using SlopTemporal.Activities.Tools.Reads;
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

    public static TheoryData<string> Endless =>
    [
        // Each of these took all memory, or minutes of a core that nothing could stop, when it was parsed.
        string.Concat(Enumerable.Repeat("(", 30)) + "a" + string.Concat(Enumerable.Repeat("b){2}", 30)),
        string.Concat(Enumerable.Repeat("(?:", 12)) + "a" + string.Concat(Enumerable.Repeat("){9}", 12)),
        string.Concat(Enumerable.Repeat("(", 100_000)) + "a" + string.Concat(Enumerable.Repeat("?b)+", 100_000)),
        string.Concat(Enumerable.Repeat("[a-z-", 20_000)) + "[b]" + new string(']', 20_000),
        string.Concat(Enumerable.Repeat("[a-z-", 30)) + "[b]" + new string(']', 30),
        string.Concat(Enumerable.Repeat("(?:", 30)) + "a" + new string(')', 30),
        string.Join('|', Enumerable.Range(0, 100_000)),
        new string('a', 1_000_000),
        new string('(', 1_000_000),
        "(a{1000}){1000}",
        "(?:a{1000}(?#x)){9}",
        "(?:(?:a|b){0,60}c){0,60}",
        "a{99999999999}",
        "(?x)(?:a{900}) {900}",
        "(?ix:(?:a{900}) # \n {900})",
        @"(?:[]\]]{100}\(){100}",
    ];

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task A_pattern_that_would_grow_without_end_is_refused_before_it_is_parsed(string pattern)
    {
        var (result, text) = await _bench.CallAsync("search", new { pattern });

        Assert.False(result.Ok);
        Assert.StartsWith("search: argument 'pattern' cannot be used", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 1_000);
    }

    [Theory]
    [InlineData(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "0b2f1c9e-12ab-34cd-56ef-0123456789ab")]
    [InlineData(@"\(\[\{.{0,200}x{2,}[]({}[]", "([{ xx]")]
    [InlineData(@"((((((((((a))))))))))", "a")]
    [InlineData(@"^\s*(?:public|internal)\s+\w+<[^>]{1,80}>", "  public List<string> X")]
    [InlineData(@"[a-z-[aeiou]]{3}", "xyz")]
    public async Task A_pattern_as_people_write_them_is_used(string pattern, string line)
    {
        await _bench.AddRepositoryAsync();
        _bench.Put("a.txt", line + "\n");

        Assert.Equal($"a.txt:1: {line.Trim()}", (await _bench.CallAsync("search", new { pattern })).Text);
    }

    [Fact]
    public void A_pattern_is_never_larger_than_it_is_measured()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var pattern = Pattern(random, 4);
            var size = PatternSize.Measure(pattern);

            Assert.True(size.Characters >= WrittenOut(pattern), pattern);
        }
    }

    /// <summary>Any of the forms that grow, inside each other.</summary>
    private static string Pattern(Random random, int depth) => (depth == 0 ? 0 : random.Next(7)) switch
    {
        0 => random.Next(3) == 0 ? @"\{" : "[a-c]",
        1 => $"(?:{Pattern(random, depth - 1)}){{{random.Next(0, 4)}}}",
        2 => $"({Pattern(random, depth - 1)})(?#){{{random.Next(0, 3)},{random.Next(3, 5)}}}",
        3 => $"{Pattern(random, depth - 1)}|{Pattern(random, depth - 1)}",
        4 => Pattern(random, depth - 1) + Pattern(random, depth - 1),
        5 => $"(?i:{Pattern(random, depth - 1)})*",
        _ => $"(?:{Pattern(random, depth - 1)}){{{random.Next(0, 3)},}}",
    };

    /// <summary>What the framework says that an automaton of the pattern would have at least.</summary>
    private static long WrittenOut(string pattern)
    {
        // So often that its estimate is over its own limit, which it then names.
        try
        {
            _ = new Regex($"(?:{pattern}){{20000}}", RegexOptions.NonBacktracking);
            return 0;
        }
        catch (NotSupportedException e)
        {
            return long.Parse(Regex.Match(e.Message, "'([0-9]+)'").Groups[1].Value, CultureInfo.InvariantCulture) / 20_000;
        }
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
