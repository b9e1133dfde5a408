using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>Paths in a sentence: the first of them, and how many more there are.</summary>
public static class PathList
{
    private const int Maximum = 20;

    /// <param name="paths">In the order in which they are to be named.</param>
    public static string Format(IReadOnlyList<BytePath> paths)
    {
        var first = string.Join(", ", paths.Take(Maximum));
        return paths.Count > Maximum ? $"{first} and {paths.Count - Maximum} more" : first;
    }
}
