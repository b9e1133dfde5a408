namespace SlopTemporal.UnitTests.Architecture;

/// <summary>Rules that the compiler does not know.</summary>
public sealed class SourceTests
{
    private const int MostLines = 250;
    private const int MostTestLines = 400;

    private static readonly string Root = SourceFiles.Root;

    [Fact]
    public void No_file_is_too_long_to_be_read_at_one_sitting()
    {
        var tooLong = SourceFiles.In("src", "tests", "bench")
            .Select(f => (File: Path.GetRelativePath(Root, f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > (f.File.StartsWith("tests", StringComparison.Ordinal) ? MostTestLines : MostLines));

        Assert.Empty(tooLong);
    }

    [Theory]
    [InlineData("Process.Start(", "src/Local/Processes/")]
    [InlineData("new ProcessStartInfo", "src/Local/Processes/")]
    [InlineData("File = \"git\"", "src/Local/Git/")]
    [InlineData("\"bwrap\"", "src/Local/Sandbox/")]
    public void One_place_for_each_worry(string words, string place)
    {
        var elsewhere = SourceFiles.In("src")
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(
                f => !f.StartsWith(place, StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(Root, f)).Contains(words, StringComparison.Ordinal));

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Workflows_live_in_files_that_say_so()
    {
        var misplaced = SourceFiles.In("src")
            .Where(f => !f.EndsWith(".workflow.cs", StringComparison.Ordinal))
            .Where(
                f => File.ReadAllText(f).Contains("[Workflow(", StringComparison.Ordinal)
                    || File.ReadAllText(f).Contains("[WorkflowRun]", StringComparison.Ordinal));

        Assert.Empty(misplaced);
    }
}
