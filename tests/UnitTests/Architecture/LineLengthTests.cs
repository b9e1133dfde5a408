namespace SlopTemporal.UnitTests.Architecture;

/// <summary>A line that is longer than a window is read by nobody to its end.</summary>
public sealed class LineLengthTests
{
    private const int MostCharacters = 140;

    [Fact]
    public void No_line_is_longer_than_a_window()
    {
        var tooLong = SourceFiles.In("src")
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (Place: $"{Path.GetRelativePath(SourceFiles.Root, f)}:{i + 1}", line.Length)))
            .Where(l => l.Length > MostCharacters)
            .Select(l => $"{l.Place} has {l.Length} characters");

        Assert.Empty(tooLong);
    }
}
