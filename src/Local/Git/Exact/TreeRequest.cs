using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>What is to be made a tree.</summary>
/// <param name="Worktree">The folder whose files are read; nothing in it is believed or run.</param>
/// <param name="Base">Commit or tree that unchanged files are taken from.</param>
public sealed record TreeRequest(string Worktree, string Base)
{
    /// <summary>Paths that keep the state of the base.</summary>
    public IReadOnlySet<BytePath> LeaveOut { get; init; } = new HashSet<BytePath>();

    /// <summary>What a commit may hold; null: anything.</summary>
    public TreeLimits? Limits { get; init; }

    /// <summary>
    /// Folder for what git writes on the way, index included, where somebody else may be making a tree of the same worktree; null: the
    /// worktree's own, which is kept.
    /// </summary>
    public string? Apart { get; init; }
}

/// <summary>What a commit may add or change.</summary>
/// <param name="Files">Number of files.</param>
/// <param name="FileBytes">Bytes of one file.</param>
/// <param name="Bytes">Bytes of all of them.</param>
public sealed record TreeLimits(int Files, long FileBytes, long Bytes);

/// <summary>A tree, with what it changes and what it could not take.</summary>
/// <param name="Tree">Its id; null: none was made.</param>
/// <param name="Changes">What it changes in the base, by path.</param>
/// <param name="LeftOut">What lies in the worktree and cannot be in a commit.</param>
/// <param name="Problem">Why no tree was made, and the way out: for whoever filled the worktree. Null if one was.</param>
public sealed record MadeTree(string? Tree, IReadOnlyList<RawChange> Changes, LeftOut LeftOut, string? Problem)
{
    internal static MadeTree Refused(string problem, LeftOut? leftOut = null) => new(null, [], leftOut ?? LeftOut.Nothing, problem);
}

/// <summary>What lies in a worktree and is not in its tree.</summary>
/// <param name="Ignored">Files that <c>.gitignore</c> leaves out; a folder that is ignored whole ends with <c>/</c>.</param>
/// <param name="Nested">Folders that are repositories of their own and hold files.</param>
public sealed record LeftOut(IReadOnlyList<BytePath> Ignored, IReadOnlyList<BytePath> Nested)
{
    public static LeftOut Nothing { get; } = new([], []);
}
