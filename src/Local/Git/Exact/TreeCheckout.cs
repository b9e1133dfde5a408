using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Local.Git;

/// <summary>Writes the files of trees into folders, with the index of our own: no worktree's index is read or written.</summary>
/// <param name="submodules">Laid out in the folders that are filled; null: they are laid out by the caller.</param>
internal sealed class TreeCheckout(BoundGit git, string commonDir, GitSubmodules? submodules = null)
{
    private const string Proof = "git diff-files --quiet --ignore-submodules=all";

    // First what no tree knows: a repository of its own may be where a file has to be.
    private const string FillScript = $"""
        git clean --quiet -ffd
        git read-tree --reset -u "$SLOP_BASE"
        git clean --quiet -ffd
        {Proof}
        """;

    // A copy has new inodes: without the refresh every file would be written again, with a new time, and built again.
    private const string MoveScript = $"""
        git update-index -q --refresh || :
        git read-tree --reset -u "$SLOP_BASE"
        {Proof}
        """;

    /// <summary>Makes the folder hold the tree, what git ignores aside. Special files are to be removed before.</summary>
    public async Task FillAsync(string folder, string tree, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await Writing(folder, []).MustAsync($"check out {tree}", FillScript, tree, cancellationToken);
        if (submodules is not null)
        {
            await submodules.LayOutAsync(folder, tree, cancellationToken);
        }
    }

    /// <summary>Makes the tracked files of the folder those of the tree, and nothing else.</summary>
    public Task MoveAsync(string folder, string tree, IReadOnlyList<SandboxOverlay> overlays, CancellationToken cancellationToken) =>
        Writing(folder, overlays).MustAsync($"check out {tree}", MoveScript, tree, cancellationToken);

    private ConfinedGit Writing(string folder, IReadOnlyList<SandboxOverlay> overlays) =>
        new(git, commonDir, folder) { WritesWorktree = true, Overlays = overlays };
}
