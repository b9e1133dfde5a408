using System.Runtime.CompilerServices;

namespace SlopTemporal.UnitTests.Architecture;

/// <summary>Rules that the compiler does not know.</summary>
public sealed class SourceTests
{
    private const int MostLines = 250;
    private const int MostTestLines = 400;

    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    [Fact]
    public void No_file_is_too_long_to_be_read_at_one_sitting()
    {
        var tooLong = Sources("src", "tests", "bench")
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
        var elsewhere = Sources("src")
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith(place, StringComparison.Ordinal) && File.ReadAllText(Path.Combine(Root, f)).Contains(words, StringComparison.Ordinal));

        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Workflows_live_in_files_that_say_so()
    {
        var misplaced = Sources("src")
            .Where(f => !f.EndsWith(".workflow.cs", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("[Workflow(", StringComparison.Ordinal) || File.ReadAllText(f).Contains("[WorkflowRun]", StringComparison.Ordinal));

        Assert.Empty(misplaced);
    }

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .Select(f => Path.Combine(Root, f))
        .Where(Directory.Exists)
        .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
