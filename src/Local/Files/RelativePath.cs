using SlopTemporal.Domain.Patches;

namespace SlopTemporal.Local.Files;

/// <summary>A path that names something beneath a root by its text alone; links are another matter.</summary>
internal sealed record RelativePath(IReadOnlyList<string> Parts)
{
    private const int MaxCharacters = 1024;

    public static RelativePath Root { get; } = new([]);

    public bool IsRoot => Parts.Count == 0;

    public string Name => Parts[^1];

    public RelativePath Parent => new([.. Parts.SkipLast(1)]);

    /// <summary>Reads what a model wrote.</summary>
    /// <exception cref="PathRefusedException">It names no place beneath the root, or git's own files.</exception>
    public static RelativePath Parse(string path)
    {
        if (path.Length > MaxCharacters || path.Any(char.IsControl))
        {
            throw new PathRefusedException(
                "The path is too long or holds control characters. Give a plain relative path such as src/Program.cs.");
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            throw new PathRefusedException($"'{path}' has a backslash. Put / between folders.");
        }

        if (path.StartsWith('/') || path.StartsWith('~') || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0])))
        {
            throw new PathRefusedException($"'{path}' is not relative. Give the path from the worktree's root, such as src/Program.cs.");
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToList();
        if (parts.Contains(".."))
        {
            throw new PathRefusedException(
                $"'{path}' has '..'. Give the path from the worktree's root; nothing outside it can be reached.");
        }

        RefuseGit(path, parts);
        return new(parts);
    }

    /// <exception cref="PathRefusedException">One of the parts is git's own folder, however it is spelled.</exception>
    public static void RefuseGit(string path, IEnumerable<string> parts)
    {
        if (parts.Any(GitNames.IsFolder))
        {
            throw new PathRefusedException($"'{path}' belongs to git. Work on the files of the project; commits are made for you.");
        }
    }

    public override string ToString() => IsRoot ? "." : string.Join('/', Parts);
}
