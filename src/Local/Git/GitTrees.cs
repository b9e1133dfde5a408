namespace SlopTemporal.Local.Git;

/// <summary>The trees of a repository: what its commits hold, and what its worktrees would.</summary>
public sealed class GitTrees
{
    private readonly BoundGit _git;
    private readonly GitWorktrees _worktrees;

    internal GitTrees(BoundGit git, GitWorktrees worktrees) => (_git, _worktrees) = (git, worktrees);

    /// <summary>A file of a commit or tree as text; null if it is not there.</summary>
    public async Task<string?> ReadFileAsync(string revision, string path, CancellationToken cancellationToken)
    {
        var call = _git.Call($"read {path} of {revision}", "cat-file", "blob", $"{revision}:{path}") with { AcceptedExitCodes = [128] };
        var result = await _git.RunAsync(call, cancellationToken);
        return result.Succeeded ? result.StandardOutput.Text : null;
    }

    /// <summary>Merges two commits without any worktree.</summary>
    public async Task<MergeOutcome> MergeAsync(string ours, string theirs, CancellationToken cancellationToken)
    {
        string[] arguments = ["merge-tree", "--write-tree", "-z", "--name-only", ours, theirs];
        var call = _git.Call($"merge {theirs} onto {ours}", arguments) with { AcceptedExitCodes = [1] };
        return MergeOutput.Read(await _git.OutputAsync(call, cancellationToken));
    }

    /// <summary>Writes what the worktree holds, ignored files aside, as a tree; no index but its own is touched.</summary>
    /// <param name="leaveOut">Paths that keep the state of the base.</param>
    public async Task<string> MakeAsync(
        string worktree, string baseCommit, IReadOnlySet<string> leaveOut, CancellationToken cancellationToken)
    {
        using var index = PrivateIndex.CreateFor(_worktrees.Open(worktree));
        await index.ReadAsync(baseCommit, leaveOut, cancellationToken);
        await index.RemoveNestedAsync(baseCommit, cancellationToken);
        return await index.WriteTreeAsync(cancellationToken);
    }

    /// <summary>What the worktree holds that the base does not, ignored files aside, by path.</summary>
    public async Task<IReadOnlyList<DirtyPath>> DirtyPathsAsync(string worktree, string baseCommit, CancellationToken cancellationToken)
    {
        var tree = await MakeAsync(worktree, baseCommit, new HashSet<string>(), cancellationToken);
        var call = _git.Call("compare trees", "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", baseCommit, tree);
        var changes = RawChange.ReadAll(await _git.OutputAsync(call, cancellationToken));
        return [.. changes.Select(change => new DirtyPath(change.Path, change.NewMode == RawChange.NoMode ? null : change.NewId))];
    }
}
