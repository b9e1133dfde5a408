using System.Globalization;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Local.Git;

/// <summary>The trees of a repository: what its commits hold, and what its worktrees would.</summary>
public sealed class GitTrees
{
    private readonly BoundGit _git;
    private readonly TreeMaker _maker;
    private readonly TreeCheckout _checkout;
    private readonly CommandGit _commandGit;

    internal GitTrees(BoundGit git, string commonDir, GitSubmodules submodules) =>
        (_git, _maker, _checkout, _commandGit) =
            (git, new(git, commonDir), new(git, commonDir, submodules), new(git, commonDir));

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

    /// <summary>
    /// Fills an empty folder with the files of a commit or tree and of its submodules, and lets git work for the commands that run there;
    /// no worktree of the repository is made.
    /// </summary>
    /// <param name="parent">The commit that the work began at.</param>
    /// <exception cref="GitException">Git could not, or the files are not those of the tree.</exception>
    public Task CheckOutAsync(string folder, string tree, string parent, CancellationToken cancellationToken) =>
        _commandGit.CreateAsync(folder, _checkout.FillAsync(folder, tree, cancellationToken), parent, tree, cancellationToken);

    /// <summary>
    /// Makes the tracked files of a stand's copy, or of what is seen through it, those of the tree. Files that do not differ keep their
    /// times, those that do get new ones; what is not tracked stays. Git works there too, with what the stand's commands wrote for it.
    /// </summary>
    /// <param name="stand">A folder that <see cref="CheckOutAsync"/> filled.</param>
    /// <param name="copy">Its copy, or where it is seen through the overlays.</param>
    /// <param name="parent">The commit that the work began at.</param>
    /// <exception cref="GitException">Git could not, or the files are not those of the tree.</exception>
    public async Task MoveAsync(
        string stand, string copy, string tree, string parent, IReadOnlyList<SandboxOverlay> overlays, CancellationToken cancellationToken)
    {
        CopyIndex(stand, copy);
        await CommandGit.CopyAsync(_git.Program.Runner, stand, copy, cancellationToken);
        await _commandGit.CreateAsync(copy, _checkout.MoveAsync(copy, tree, overlays, cancellationToken), parent, tree, cancellationToken);
    }

    /// <summary>Lets the index of a checkout know the files of the tree alone, whatever else a tree was made of there.</summary>
    public Task ResetIndexAsync(string folder, string tree, CancellationToken cancellationToken) =>
        _checkout.ResetIndexAsync(folder, tree, cancellationToken);

    /// <summary>All files, links and submodules of a commit or tree.</summary>
    public Task<IReadOnlyList<TreeEntry>> ListAsync(string tree, CancellationToken cancellationToken) =>
        TreeEntry.ReadAllAsync(_git, tree, cancellationToken);

    /// <summary>Paths that differ between two commits or trees.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync(string from, string to, CancellationToken cancellationToken)
    {
        string[] compare = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", from, to];
        var names = await _git.OutputAsync(_git.Call($"compare {from} with {to}", compare), cancellationToken);
        return names.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The files that differ between two commits or trees, with their lines and sizes; moved ones are found.</summary>
    public async Task<IReadOnlyList<FileChange>> CompareAsync(string from, string to, CancellationToken cancellationToken)
    {
        var compare = _git.Call($"compare {from} with {to}", TreeComparison.Arguments(from, to));
        var files = TreeComparison.Read(await _git.OutputAsync(compare, cancellationToken));
        var sizes = await SizesAsync([.. files.SelectMany(file => new[] { file.OldId, file.NewId }).Distinct()], cancellationToken);
        return
        [
            .. files.Select(file => file.Change with
            {
                OldBytes = sizes.GetValueOrDefault(file.OldId),
                NewBytes = sizes.GetValueOrDefault(file.NewId),
            }),
        ];
    }

    /// <summary>A unified diff of two commits or trees. Moved files are found, and no program of the repository runs.</summary>
    /// <param name="hidden">Paths that are left out; null: none.</param>
    public Task<string> DiffAsync(
        string from, string to, CancellationToken cancellationToken, IReadOnlyCollection<string>? hidden = null)
    {
        string[] compare = ["diff-tree", "-r", "--patch", "--find-renames", "-l1000", "--no-color", "--no-ext-diff", "--no-textconv"];
        IEnumerable<string> paths = hidden is { Count: > 0 } ? ["--", .. hidden.Select(path => $":(top,exclude,literal){path}")] : [];
        return _git.OutputAsync(_git.Call($"compare {from} with {to}", [.. compare, from, to, .. paths]), cancellationToken);
    }

    /// <summary>Makes a tree of what a worktree holds, ignored files aside; no index but its own is touched.</summary>
    /// <exception cref="GitException">Git could not read the base.</exception>
    public Task<MadeTree> MakeAsync(TreeRequest request, CancellationToken cancellationToken) =>
        _maker.MakeAsync(request, cancellationToken);

    /// <summary>Bytes of objects, by their ids. What is not there, as the commit of a submodule, has none.</summary>
    private async Task<Dictionary<string, long>> SizesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var ask = _git.Call("read sizes", "cat-file", "--batch-check=%(objectname) %(objectsize)").Reading(string.Join('\n', ids));
        var lines = (await _git.OutputAsync(ask, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select(line => line.Split(' ')).Where(facts => long.TryParse(facts[1], out _))
            .ToDictionary(facts => facts[0], facts => long.Parse(facts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    // The one that the folder was filled with.
    private static void CopyIndex(string folder, string copy)
    {
        var index = ConfinedGit.IndexOf(copy);
        PrivateFolder.CreateFor(index);
        File.Copy(ConfinedGit.IndexOf(folder), index, overwrite: true);
    }
}
