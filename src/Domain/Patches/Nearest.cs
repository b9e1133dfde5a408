using SlopTemporal.Domain.Attempts;

namespace SlopTemporal.Domain.Patches;

/// <summary>The lines of a file that a line which is not there most likely meant.</summary>
public static class Nearest
{
    private const int Shown = 3;
    private const int MaxLines = 20_000;
    private const int MaxCompared = 2000;
    private const double Alike = 0.4;

    /// <summary>A sentence with numbered lines, or one that says that nothing is alike.</summary>
    /// <param name="text">Of the file.</param>
    /// <param name="sought">Its first line that is not blank counts.</param>
    public static string Words(string text, string sought) =>
        Words(text.Split('\n'), sought.Split('\n').FirstOrDefault(l => l.Trim().Length > 0) ?? "", "its first one");

    /// <summary>The same for one line.</summary>
    /// <param name="lines">Of the file.</param>
    /// <param name="sought">What is not there.</param>
    /// <param name="what">How the sentence calls it.</param>
    public static string Words(IEnumerable<string> lines, string sought, string what)
    {
        var first = sought.Trim();
        var wanted = Pairs(first);
        var nearest = lines.Take(MaxLines)
            .Select((line, i) => (Line: line, Number: i + 1, Score: line.Trim() == first ? 2 : Score(wanted, Pairs(line.Trim()))))
            .Where(l => l.Score >= Alike)
            .OrderByDescending(l => l.Score)
            .ThenBy(l => l.Number)
            .Take(Shown)
            .Select(l => $"\n{l.Number}: {Cut(l.Line)}")
            .ToArray();
        return nearest.Length == 0
            ? "No line is like it; read the file again."
            : $"The lines most like {what} are:{string.Concat(nearest)}\n"
                + "Compare them with care, white space too, and read the file again where needed.";
    }

    private static string Cut(string line) => line.Length <= Preview.MaxLength ? line : line[..Preview.MaxLength] + "…";

    // How much two lines have in common: pairs of neighbouring characters.
    private static HashSet<(char, char)> Pairs(string line) => [.. line.Zip(line.Skip(1)).Take(MaxCompared)];

    private static double Score(HashSet<(char, char)> a, HashSet<(char, char)> b) =>
        a.Count == 0 || b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
}
