namespace SlopTemporal.Starter.Tracks;

/// <summary>Paths with their links followed, so that "inside" means what the file system means.</summary>
internal static class RealPath
{
    public static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            // A link's target may lead over further links: it is resolved too.
            real = File.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? Resolve(target.FullName) : next;
        }

        return real;
    }

    /// <summary>Whether a file lies in a checkout of any repository, and may have come with it.</summary>
    public static bool IsInCheckout(string file)
    {
        for (var folder = Path.GetDirectoryName(Resolve(file)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // A worktree and a submodule have a file there.
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsBeneath(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return relative != ".."
            && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }
}
