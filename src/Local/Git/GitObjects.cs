namespace SlopTemporal.Local.Git;

/// <summary>Where the objects of a repository lie.</summary>
internal static class GitObjects
{
    /// <summary>Its own folder.</summary>
    public static string FolderOf(string commonDir) => Path.Combine(commonDir, "objects");

    /// <summary>Its own folder, and those of other repositories that it borrows from, which lie anywhere.</summary>
    public static IReadOnlyList<string> AllFolders(string commonDir)
    {
        var objects = FolderOf(commonDir);
        var borrowed = Path.Combine(objects, "info", "alternates");
        return !File.Exists(borrowed) ? [objects] :
        [
            objects,
            .. File.ReadAllLines(borrowed).Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => Path.GetFullPath(line, objects)),
        ];
    }
}
