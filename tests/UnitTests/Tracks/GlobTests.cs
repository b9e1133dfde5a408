using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.UnitTests.Tracks;

public sealed class GlobTests
{
    [Theory]
    [InlineData("src/**", "src/a/b.cs", true)]
    [InlineData("src/*", "src/a.cs", true)]
    [InlineData("src/*", "src/a/b.cs", false)]
    [InlineData("src", "src/a/b.cs", true)]
    [InlineData("src/", "src/a/b.cs", true)]
    [InlineData("src", "source/a.cs", false)]
    [InlineData("./src//a.cs", "src/a.cs", true)]
    [InlineData("lib/../src/a.cs", "src/a.cs", true)]
    [InlineData("**/*.cs", "a.cs", true)]
    [InlineData("**/*.cs", "x/y/a.cs", true)]
    [InlineData("**/*.cs", "x/y/a.csv", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("src/Csv.cs", "src/csv.cs", false)]
    public void Matches(string pattern, string path, bool expected) => Assert.Equal(expected, Glob.Matches(pattern, path));

    [Theory]
    [InlineData("src/**", "src/Csv.cs", true)]
    [InlineData("src/**", "**/*.md", true)]
    [InlineData("src/*.cs", "src/*.md", false)]
    [InlineData("src/a*", "src/*b", true)]
    [InlineData("src/a*", "src/b*", false)]
    [InlineData("**/x/**/y", "a/**/z", true)]
    [InlineData("src", "src/deep/file", true)]
    [InlineData("docs/**", "src/**", false)]
    [InlineData("*", "a/b", false)]
    public void Overlaps_both_ways(string a, string b, bool expected)
    {
        Assert.Equal(expected, Glob.Overlaps(a, b));
        Assert.Equal(expected, Glob.Overlaps(b, a));
    }

    [Fact]
    public void Hostile_patterns_end_soon()
    {
        var many = string.Concat(Enumerable.Repeat("*a", 200));
        var folders = string.Concat(Enumerable.Repeat("**/a/", 100));

        Assert.False(Glob.Matches(many + "b", new string('a', 1000)));
        Assert.False(Glob.Overlaps(folders + "*.b", folders + "*.c"));
    }

    [Fact]
    public void Overlap_is_what_trying_all_short_paths_says()
    {
        var random = new Random(7);
        var paths = Paths();
        for (var round = 0; round < 400; round++)
        {
            var (a, b) = (Pattern(random), Pattern(random));

            var shared = paths.Exists(path => Glob.Matches(a, path) && Glob.Matches(b, path));

            Assert.True(shared == Glob.Overlaps(a, b), $"{a} and {b}: shared {shared}");
        }
    }

    // Two patterns of at most three names, of which any two that meet do so in one of these: a path that both cover, if any, is among
    // these.
    private static List<string> Paths()
    {
        string[] names = ["a", "b", "ab"];
        var paths = new List<string>(names);
        for (int length = 2, from = 0; length <= 6; length++)
        {
            var longest = paths[from..];
            from = paths.Count;
            paths.AddRange(longest.SelectMany(path => names.Select(name => $"{path}/{name}")));
        }

        return paths;
    }

    private static string Pattern(Random random)
    {
        string[] names = ["a", "b", "*", "**", "a*", "*b", "?", "?b", "a?"];
        return string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => names[random.Next(names.Length)]));
    }
}
