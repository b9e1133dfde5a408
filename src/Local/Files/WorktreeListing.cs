using System.IO.Enumeration;

namespace SlopTemporal.Local.Files;

/// <summary>Names of a worktree, git's own left out, in ordinal order.</summary>
internal static class WorktreeListing
{
    private const string GitName = ".git";

    public static IReadOnlyList<FolderEntry> List(OpenedFolder folder) =>
    [
        .. Directory.EnumerateFileSystemEntries(folder.Path)
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(name => !name.Equals(GitName, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Facts: folder.FactsOf(name)))
            .Where(entry => entry.Facts is not null)
            .Select(entry => new FolderEntry(entry.Name, entry.Facts!.Kind, entry.Facts.Kind == FileKind.File ? entry.Facts.Size : 0)),
    ];

    public static IReadOnlyList<string> AllFiles(string root)
    {
        var files = new FileSystemEnumerable<string>(
            root,
            (ref FileSystemEntry entry) => Path.GetRelativePath(root, entry.ToFullPath()),
            new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !IsLink(ref entry) && !IsGit(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry) && !IsGit(ref entry),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsGit(ref FileSystemEntry entry) => entry.FileName.Equals(GitName, StringComparison.OrdinalIgnoreCase);
}
