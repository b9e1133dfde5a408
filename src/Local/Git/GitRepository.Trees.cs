using System.Text;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Git;

public sealed partial class GitRepository
{
    private const string GitLinkMode = "160000";

    /// <summary>The tree that the commit holds.</summary>
    public async Task<string> GetTreeAsync(string commit, CancellationToken cancellationToken)
    {
        var call = Call($"read the tree of {commit}", "rev-parse", "--verify", "--end-of-options", commit + "^{tree}");
        return (await OutputAsync(call, cancellationToken)).Trim();
    }

    /// <summary>Writes what the worktree holds, ignored files aside, as a tree; no index but its own is touched.</summary>
    /// <param name="leaveOut">Paths that keep the state of the base.</param>
    public async Task<string> MakeTreeAsync(
        string worktree, string baseCommit, IReadOnlySet<string> leaveOut, CancellationToken cancellationToken)
    {
        var gitDir = await WorktreeGitDirAsync(worktree, cancellationToken);
        var index = Path.Combine(PrivateFolder.Create(Scratch.For(worktree).Private), "index-" + Path.GetRandomFileName());
        try
        {
            return await MakeTreeAsync(worktree, gitDir, index, baseCommit, leaveOut, cancellationToken);
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }

    /// <summary>Writes a commit. The same arguments give the same id, whenever and wherever.</summary>
    public async Task<string> CommitTreeAsync(
        string tree, IReadOnlyList<string> parents, string message, DateTimeOffset date, CancellationToken cancellationToken)
    {
        string[] named = [.. parents.SelectMany(parent => new[] { "-p", parent })];
        var call = Call("write a commit", ["commit-tree", tree, .. named, "-F", "-"]) with { Input = message, Date = date };
        return (await OutputAsync(call, cancellationToken)).Trim();
    }

    /// <summary>Merges two commits without any worktree.</summary>
    public async Task<MergeOutcome> MergeTreeAsync(string ours, string theirs, CancellationToken cancellationToken)
    {
        string[] arguments = ["merge-tree", "--write-tree", "-z", "--name-only", ours, theirs];
        var call = Call($"merge {theirs} onto {ours}", arguments) with { AcceptedExitCodes = [1] };
        return MergeOutput.Read(await OutputAsync(call, cancellationToken));
    }

    /// <summary>What the worktree holds that the base does not, ignored files aside, by path.</summary>
    public async Task<IReadOnlyList<DirtyPath>> DirtyPathsAsync(string worktree, string baseCommit, CancellationToken cancellationToken)
    {
        var tree = await MakeTreeAsync(worktree, baseCommit, new HashSet<string>(), cancellationToken);
        var call = Call("compare trees", "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", baseCommit, tree);
        var changes = RawChange.ReadAll(await OutputAsync(call, cancellationToken));
        return [.. changes.Select(change => new DirtyPath(change.Path, change.NewMode == RawChange.NoMode ? null : change.NewId))];
    }

    /// <summary>Regular files of the worktree that are tracked or could be, in order of path.</summary>
    public async Task<IReadOnlyList<string>> ListFilesAsync(string worktree, CancellationToken cancellationToken)
    {
        string[] arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
        var call = new GitCall("list the files", arguments) { Folder = worktree };
        var names = await RunInWorktreeAsync(worktree, call, cancellationToken);
        return
        [
            .. names.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(name => File.Exists(Path.Combine(worktree, name)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string> MakeTreeAsync(
        string worktree, string gitDir, string index, string baseCommit, IReadOnlySet<string> leaveOut, CancellationToken cancellationToken)
    {
        var own = new GitCall("", "")
        {
            Folder = worktree,
            GitDir = gitDir,
            WorkTree = worktree,
            IndexFile = index,
            Config = _disabledDrivers,
        };

        async Task<string> RunAsync(string purpose, string input, params string[] arguments)
        {
            var result = await _git.RunAsync(own with { Purpose = purpose, Arguments = arguments, Input = input }, cancellationToken);
            return result.StandardOutput.Text;
        }

        CopyIndex(Path.Combine(gitDir, "index"), index);
        await RunAsync("read the base", "", "read-tree", "--reset", baseCommit);
        await RunAsync("read the worktree", Pathspecs(leaveOut), "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul");
        string[] compare = ["diff-index", "--cached", "-z", "--raw", "--no-renames", "--ignore-submodules=none", baseCommit];
        var changes = RawChange.ReadAll(await RunAsync("compare with the base", "", compare));
        // A repository inside the worktree would become a link to a commit that nobody has.
        var nested = changes.Where(change => change.NewMode == GitLinkMode && change.OldMode != GitLinkMode).ToList();
        if (nested.Count > 0)
        {
            var paths = string.Concat(nested.Select(change => change.Path + "\0"));
            await RunAsync("leave nested repositories out", paths, "update-index", "-z", "--force-remove", "--stdin");
        }

        return (await RunAsync("write the tree", "", "write-tree")).Trim();
    }

    // Only for speed: it tells which files need not be read again.
    private static void CopyIndex(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
        }
    }

    private static string Pathspecs(IReadOnlySet<string> leaveOut) =>
        leaveOut.Order(StringComparer.Ordinal)
            .Aggregate(new StringBuilder(".\0"), (text, path) => text.Append($":(top,exclude,literal){path}\0"))
            .ToString();
}
