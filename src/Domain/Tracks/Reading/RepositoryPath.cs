namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Paths that must stay below a folder.</summary>
internal static class RepositoryPath
{
    /// <summary>Why the path leaves its folder, to follow the name of the field; null if it stays.</summary>
    public static string? Fault(string path)
    {
        if (path.Any(char.IsControl))
        {
            return "holds a control character";
        }

        return IsAbsolute(path) ? "is an absolute path" : ClimbsOut(path) ? "leaves the repository with '..'" : null;
    }

    // A drive letter is refused everywhere: a track should mean the same on every machine.
    private static bool IsAbsolute(string path) =>
        path[0] is '/' or '\\'
        || path is "~"
        || path.StartsWith("~/", StringComparison.Ordinal)
        || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]));

    private static bool ClimbsOut(string path)
    {
        var depth = 0;
        foreach (var segment in path.Split('/', '\\'))
        {
            depth += segment switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }
}
