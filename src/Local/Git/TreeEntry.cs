namespace SlopTemporal.Local.Git;

/// <summary>One file, link or submodule of a tree.</summary>
/// <param name="Mode">Git's, six digits.</param>
/// <param name="Id">Of its content; of a submodule its commit.</param>
/// <param name="Path">From the top, with /.</param>
public sealed record TreeEntry(string Mode, string Id, string Path)
{
    private const string SubmoduleMode = "160000";

    public bool IsSubmodule => Mode == SubmoduleMode;

    /// <summary>All of a tree, in its order.</summary>
    internal static async Task<IReadOnlyList<TreeEntry>> ReadAllAsync(BoundGit git, string tree, CancellationToken cancellationToken)
    {
        var list = git.Call($"list {tree}", "ls-tree", "-r", "-z", "--format=%(objectmode) %(objectname) %(path)", tree);
        var lines = await git.OutputAsync(list, cancellationToken);
        return
        [
            .. lines.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', 3))
                .Select(fields => new TreeEntry(fields[0], fields[1], fields[2])),
        ];
    }
}
