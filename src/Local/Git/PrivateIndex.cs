using System.Text;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Git;

/// <summary>An index for one reading of a worktree, whose own is left alone. Its files go with it.</summary>
internal sealed class PrivateIndex : IDisposable
{
    private const string GitLinkMode = "160000";

    private readonly BoundGit _git;
    private readonly string _file;

    private PrivateIndex(BoundGit worktree, string file) => (_git, _file) = (worktree with { IndexFile = file }, file);

    public static PrivateIndex CreateFor(BoundGit worktree)
    {
        var folder = PrivateFolder.Create(Scratch.For(worktree.Folder).Private);
        return new(worktree, Path.Combine(folder, "index-" + Path.GetRandomFileName()));
    }

    /// <summary>Reads the worktree as it is now, ignored files aside.</summary>
    /// <param name="leaveOut">Paths that keep the state of the base.</param>
    public async Task ReadAsync(string baseCommit, IReadOnlySet<string> leaveOut, CancellationToken cancellationToken)
    {
        CopyWorktreesOwn();
        await _git.OutputAsync(_git.Call("read the base", "read-tree", "--reset", baseCommit), cancellationToken);
        var add = _git.Call("read the worktree", "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul");
        await _git.OutputAsync(add with { Input = Pathspecs(leaveOut) }, cancellationToken);
    }

    /// <summary>Leaves out repositories inside the worktree: each would be a link to a commit that nobody has.</summary>
    public async Task RemoveNestedAsync(string baseCommit, CancellationToken cancellationToken)
    {
        string[] compare = ["diff-index", "--cached", "-z", "--raw", "--no-renames", "--ignore-submodules=none", baseCommit];
        var changes = RawChange.ReadAll(await _git.OutputAsync(_git.Call("compare with the base", compare), cancellationToken));
        var nested = changes.Where(change => change.NewMode == GitLinkMode && change.OldMode != GitLinkMode).ToList();
        if (nested.Count > 0)
        {
            var remove = _git.Call("leave nested repositories out", "update-index", "-z", "--force-remove", "--stdin");
            var paths = string.Concat(nested.Select(change => change.Path + "\0"));
            await _git.OutputAsync(remove with { Input = paths }, cancellationToken);
        }
    }

    public async Task<string> WriteTreeAsync(CancellationToken cancellationToken) =>
        (await _git.OutputAsync(_git.Call("write the tree", "write-tree"), cancellationToken)).Trim();

    public void Dispose()
    {
        File.Delete(_file);
        File.Delete(_file + ".lock");
    }

    // Only for speed: it tells which files need not be read again.
    private void CopyWorktreesOwn()
    {
        var own = Path.Combine(_git.GitDir, "index");
        if (File.Exists(own))
        {
            File.Copy(own, _file);
        }
    }

    private static string Pathspecs(IReadOnlySet<string> leaveOut) =>
        leaveOut.Order(StringComparer.Ordinal)
            .Aggregate(new StringBuilder(".\0"), (text, path) => text.Append($":(top,exclude,literal){path}\0"))
            .ToString();
}
