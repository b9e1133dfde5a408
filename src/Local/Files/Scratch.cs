namespace SlopTemporal.Local.Files;

/// <summary>What belongs to a worktree but lies beside it, so that it never becomes part of a commit.</summary>
public sealed record Scratch(string Root)
{
    /// <summary>The home folder of the commands that run in the worktree: their caches live as long as it does.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>The git folder of the commands that run in the worktree: they may write it, and nobody else reads it.</summary>
    public string Git => Path.Combine(Root, "git");

    /// <summary>Half-written edits and temporary indexes; commands cannot reach it.</summary>
    public string Private => Path.Combine(Root, "private");

    public static Scratch For(string worktree) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(worktree)) + ".scratch");
}
