namespace SlopTemporal.UnitTests.Architecture;

/// <summary>A line that is longer than a window is read by nobody to its end.</summary>
public sealed class LineLengthTests
{
    private const int MostCharacters = 140;

    [Fact]
    public void No_line_is_longer_than_a_window()
    {
        var lines = SourceFiles.In("src", "tests", "bench").SelectMany(Lines).ToList();

        Assert.NotEmpty(lines);
        Assert.Empty(lines.Where(l => l.Length > MostCharacters).Select(l => $"{l.Place} has {l.Length} characters"));
    }

    private static IEnumerable<(string Place, int Length)> Lines(string file) => File.ReadLines(file)
        .Select((line, i) => ($"{Path.GetRelativePath(SourceFiles.Root, file)}:{i + 1}", line.Length));
}
