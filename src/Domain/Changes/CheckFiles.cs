namespace SlopTemporal.Domain.Changes;

/// <summary>The files that check a repository: those that a command of <c>verify</c> names, and tests by their place or name.</summary>
internal sealed class CheckFiles(IReadOnlyList<string> verify)
{
    private static readonly HashSet<string> Folders = new(StringComparer.OrdinalIgnoreCase)
    {
        "test", "tests", "spec", "specs", "__tests__", "__snapshots__", "testing", "e2e", "check", "checks",
    };

    private static readonly char[] BetweenWords = [' ', '\t', '\n', '\r', '"', '\'', '`', ';', '&', '|', '(', ')', '<', '>', '=', ':', ','];

    private readonly HashSet<string> _named = [.. verify.SelectMany(Words)];

    public bool Contain(string path)
    {
        var names = path.Split('/');
        return _named.Contains(path) || names[..^1].Any(IsTestFolder) || IsTestFile(names[^1]);
    }

    /// <summary>Every word of a command, as a path from the top: a command is not parsed, since a word too many does no harm.</summary>
    private static IEnumerable<string> Words(string command) =>
        command.Split(BetweenWords, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word);

    // UnitTests, Csv.Tests and the like are projects of tests.
    private static bool IsTestFolder(string name) =>
        Folders.Contains(name) || name.EndsWith("Tests", StringComparison.Ordinal) || name.EndsWith(".Test", StringComparison.Ordinal);

    private static bool IsTestFile(string name)
    {
        var stem = name.Split('.')[0];
        return name.Contains(".test.", StringComparison.OrdinalIgnoreCase)
            || name.Contains(".spec.", StringComparison.OrdinalIgnoreCase)
            || stem.StartsWith("test_", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith("_test", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith("_spec", StringComparison.OrdinalIgnoreCase)
            || stem.EndsWith("Tests", StringComparison.Ordinal)
            || (stem.EndsWith("Test", StringComparison.Ordinal) && stem.Length > 4)
            || stem.Equals("conftest", StringComparison.Ordinal);
    }
}
