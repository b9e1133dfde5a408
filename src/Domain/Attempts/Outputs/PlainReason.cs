using System.Text.RegularExpressions;

namespace SlopTemporal.Domain.Attempts.Outputs;

/// <summary>The reason in an output of a tool that no rule knows.</summary>
internal static partial class PlainReason
{
    private const string Nothing = "no output";
    private const int MostLines = 3;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase;

    public static string Find(IReadOnlyList<string> lines)
    {
        var said = lines.FirstOrDefault(line => Words().IsMatch(line) && !Sums().IsMatch(line) && !Wrappers().IsMatch(line));
        return said is null ? LastLines(lines) : Preview.Line(said);
    }

    /// <summary>The last lines that say something: where no line complains, that is where tools put their verdict.</summary>
    public static string LastLines(IReadOnlyList<string> lines)
    {
        var said = lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var own = said.Where(line => !Wrappers().IsMatch(line)).ToList();
        var shown = own.Count == 0 ? said : own;
        if (shown.Count == 0)
        {
            return Nothing;
        }

        var last = shown[^1].Trim();
        var before = shown.AsEnumerable().Reverse().Skip(1).Take(MostLines - 1);
        foreach (var line in before.TakeWhile(line => line.Length + last.Length < Preview.MaxLength))
        {
            last = $"{line.Trim()} {last}";
        }

        return Preview.Line(last);
    }

    /// <summary>A word of its own or the end of an exception's name, not a part of a path or of an option.</summary>
    [GeneratedRegex(
        @"(^|[^\w./\\=-])([\w.]*(error|exception)|errors|fatal|fail|failed|failure|cannot|can't|could not|unable to|not found|no such file"
            + @"|denied|panic|panicked)($|[^\w./\\=-]|[.]($|\s))",
        Options)]
    private static partial Regex Words();

    /// <summary>How many failed, that the whole failed, or that something did not fail.</summary>
    [GeneratedRegex(
        @"\b(\d+|no) (\w+ )?(error|exception|fail)|(error|exception|fail)\w*(\(s\))?\s*[:=]\s*\d+\s*($|[,;)|])"
            + @"|^\W*([\w-]+ )?fail(ed|ure)?\W*$|^\W*(warn(ing)?|info|debug|trace|passed|pass|ok)\b|^\s*[✓✔√]|\b(passed|ok)$",
        Options)]
    private static partial Regex Sums();

    /// <summary>What only hands on that a command failed, tells which one began, or sums up.</summary>
    [GeneratedRegex(
        @"^\s*(g?make(\[\d+\])?: (\*\*\* \[|entering |leaving )|npm (err!|error|warn)|error command failed"
            + @"|error: script |\W*elifecycle\b|error: (could not compile|test failed)|exit(ed)? (code|status)|[>$+] "
            + @"|build failed\W*$|\d+ (warning|error)\(s\)\s*$|time elapsed )",
        Options)]
    private static partial Regex Wrappers();
}
