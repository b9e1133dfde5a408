namespace SlopTemporal.Local.Git;

/// <summary>The trees of a repository: what its commits hold, and what its worktrees would.</summary>
public sealed class GitTrees
{
    private readonly BoundGit _git;
    private readonly TreeMaker _maker;

    internal GitTrees(BoundGit git, string commonDir) => (_git, _maker) = (git, new(git, commonDir));

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

    /// <summary>Makes a tree of what a worktree holds, ignored files aside; no index but its own is touched.</summary>
    /// <exception cref="GitException">Git could not read the base.</exception>
    public Task<MadeTree> MakeAsync(TreeRequest request, CancellationToken cancellationToken) =>
        _maker.MakeAsync(request, cancellationToken);
}
