using System.Text.RegularExpressions;

namespace SlopTemporal.Activities.Planning;

/// <summary>Names of the types in a source file, found line by line: good enough to see what lies where.</summary>
internal static partial class TypeNames
{
    private static readonly Dictionary<string, Regex> Patterns = new(StringComparer.OrdinalIgnoreCase)
    {
        [".cs"] = CSharp(),
        [".py"] = Python(),
        [".ts"] = TypeScript(),
        [".tsx"] = TypeScript(),
        [".js"] = TypeScript(),
        [".jsx"] = TypeScript(),
        [".mjs"] = TypeScript(),
        [".go"] = Go(),
        [".rs"] = Rust(),
        [".java"] = Java(),
    };

    /// <summary>Whether the ending of a path is that of a language that is known here.</summary>
    public static bool Knows(string path) => Patterns.ContainsKey(Path.GetExtension(path));

    /// <summary>In the order of the file, each once.</summary>
    public static IEnumerable<string> Find(string path, string source) =>
        Patterns[Path.GetExtension(path)].Matches(source).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    private const RegexOptions ByLine = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const string Modifiers = @"^[ \t]*(?:"
        + "(?:public|internal|private|protected|sealed|static|abstract|partial|readonly|ref|file|final)" + @"[ \t]+)*";

    [GeneratedRegex(Modifiers + @"(?:class|struct|interface|enum|record(?:[ \t]+(?:class|struct))?)[ \t]+(?<name>\w+)", ByLine)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"^class[ \t]+(?<name>\w+)", ByLine)]
    private static partial Regex Python();

    [GeneratedRegex(
        @"^[ \t]*(?:(?:export|default|declare|abstract)[ \t]+)*(?:class|interface|enum|type)[ \t]+(?<name>[\w$]+)",
        ByLine)]
    private static partial Regex TypeScript();

    [GeneratedRegex(@"^type[ \t]+(?<name>\w+)", ByLine)]
    private static partial Regex Go();

    [GeneratedRegex(@"^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?(?:struct|enum|trait|union)[ \t]+(?<name>\w+)", ByLine)]
    private static partial Regex Rust();

    [GeneratedRegex(Modifiers + @"(?:class|interface|enum|record|@interface)[ \t]+(?<name>\w+)", ByLine)]
    private static partial Regex Java();
}
