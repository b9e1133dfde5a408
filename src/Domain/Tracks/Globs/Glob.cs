namespace SlopTemporal.Domain.Tracks.Globs;

/// <summary>
/// Patterns of paths: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of folders. A pattern whose last name is without
/// wildcards covers what lies below it too, since it may be a folder: <c>src</c> covers <c>src/Csv.cs</c>.
/// </summary>
/// <remarks>The framework's matcher lists files that are there; whether two patterns can ever meet it cannot say.</remarks>
public static class Glob
{
    private const string AnyFolders = "**";

    /// <summary>True if a file may exist that both patterns cover.</summary>
    public static bool Overlaps(string a, string b)
    {
        var (first, second) = (Pattern(a), Pattern(b));
        return WildcardSequence.CanMatch(
            new(first.Length, i => first[i] == AnyFolders),
            new(second.Length, i => second[i] == AnyFolders),
            (i, j) => NamesOverlap(first[i], second[j]));
    }

    /// <summary>True if the pattern covers the path.</summary>
    public static bool Matches(string pattern, string path)
    {
        var (names, folders) = (Pattern(pattern), Names(path));
        return WildcardSequence.CanMatch(
            new(names.Length, i => names[i] == AnyFolders),
            WildcardSequence.Literal(folders.Length),
            (i, j) => NameMatches(names[i], folders[j]));
    }

    private static bool NamesOverlap(string a, string b) => WildcardSequence.CanMatch(
        new(a.Length, i => a[i] == '*'),
        new(b.Length, j => b[j] == '*'),
        (i, j) => a[i] == b[j] || a[i] == '?' || b[j] == '?');

    private static bool NameMatches(string pattern, string name) => WildcardSequence.CanMatch(
        new(pattern.Length, i => pattern[i] == '*'),
        WildcardSequence.Literal(name.Length),
        (i, j) => pattern[i] == name[j] || pattern[i] == '?');

    private static string[] Pattern(string glob)
    {
        var names = Names(glob);
        var isLiteral = names.Length > 0 && names[^1].AsSpan().IndexOfAny('*', '?') < 0;
        return isLiteral || glob.EndsWith('/') ? [.. names, AnyFolders] : names;
    }

    // Within its folder "a/../b" is b; such paths are allowed in track files.
    private static string[] Names(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/').Where(name => name is not ("" or ".")))
        {
            if (name == ".." && names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
            else
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}
