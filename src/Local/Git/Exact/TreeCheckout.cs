using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Local.Git;

/// <summary>Writes the files of trees into folders, with the index of our own: no worktree's index is read or written.</summary>
/// <param name="submodules">Laid out in the folders that are filled.</param>
internal sealed class TreeCheckout(BoundGit git, string commonDir, GitSubmodules submodules)
{
    private const string Proof = "git diff-files --quiet --ignore-submodules=all";

    private const string FillScript = $"""
        git read-tree --reset -u "$SLOP_BASE"
        {Proof}
        """;

    // First what no tree knows: a repository of its own may be where a file has to be.
    private const string ReplaceScript = $"""
        git clean --quiet -ffd
        {FillScript}
        git clean --quiet -ffd
        """;

    // A copy has new inodes: without the refresh every file would be written again, with a new time, and built again.
    private const string MoveScript = $"""
        git update-index -q --refresh || :
        git read-tree --reset -u "$SLOP_BASE"
        {Proof}
        """;

    /// <summary>Fills a folder in which there is nothing yet.</summary>
    public Task FillAsync(string folder, string tree, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        return FillAsync(folder, FillScript, tree, cancellationToken);
    }

    /// <summary>Makes the folder hold the tree instead of what it holds, ignored files aside.</summary>
    public Task ReplaceAsync(string folder, string tree, CancellationToken cancellationToken)
    {
        WorktreeSurvey.RemoveSpecialFiles(folder);
        return FillAsync(folder, ReplaceScript, tree, cancellationToken);
    }

    private async Task FillAsync(string folder, string script, string tree, CancellationToken cancellationToken)
    {
        var write = Writing(folder, []).MustAsync($"check out {tree}", script, tree, cancellationToken);
        await submodules.LayOutAsync(folder, write, tree, cancellationToken);
    }

    /// <summary>Makes the tracked files of the folder those of the tree, and nothing else.</summary>
    public Task MoveAsync(string folder, string tree, IReadOnlyList<SandboxOverlay> overlays, CancellationToken cancellationToken) =>
        Writing(folder, overlays).MustAsync($"check out {tree}", MoveScript, tree, cancellationToken);

    /// <summary>Reads the tree into the index; the files stay as they are.</summary>
    public Task ResetIndexAsync(string folder, string tree, CancellationToken cancellationToken) =>
        new ConfinedGit(git, commonDir, folder).MustAsync($"read {tree}", "git read-tree --reset \"$SLOP_BASE\"", tree, cancellationToken);

    private ConfinedGit Writing(string folder, IReadOnlyList<SandboxOverlay> overlays) =>
        new(git, commonDir, folder) { WritesWorktree = true, Overlays = overlays };
}
