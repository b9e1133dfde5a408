using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Git;

/// <summary>The worktrees of ours that a repository has.</summary>
public sealed class GitWorktrees
{
    // Written last: without it nobody has been given the worktree.
    private const string ReadyMarker = "slop-ready";
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(2);

    private const string ListScript =
        "git ls-files -z --cached --others --exclude-standard --deduplicate > \"$S/files\"";

    private readonly BoundGit _git;
    private readonly string _commonDir;
    private readonly TreeCheckout _checkout;
    private readonly CommandGit _commandGit;

    internal GitWorktrees(BoundGit git, string commonDir, GitSubmodules submodules) =>
        (_git, _commonDir, _checkout, _commandGit) =
            (git, commonDir, new(git, commonDir, submodules), new(git, commonDir));

    private string LockFile => Path.Combine(_git.Program.Home.Locks, $"repository-{Sha256.Hex(_commonDir)[..16]}.lock");

    /// <summary>
    /// Makes a worktree, detached at the commit. One that is ready stays as it is; what a killed process left is made anew.
    /// </summary>
    /// <param name="source">A checkout to begin with a copy of, its scratch folder included. Null: none.</param>
    /// <returns>The state before: what was found at the path.</returns>
    public async Task<WorktreeState> AddAsync(string path, string commit, WorktreeSource? source, CancellationToken cancellationToken)
    {
        var found = GetState(path);
        if (found == WorktreeState.Ready)
        {
            return found;
        }

        using (await FileLock.AcquireAsync(LockFile, LockTimeout, cancellationToken))
        {
            FolderRemoval.Remove(path);
            FolderRemoval.Remove(FindGitDir(path));
            PrivateFolder.CreateFor(path);
            string[] add = ["worktree", "add", "--quiet", "--detach", "--no-checkout", path, commit];
            await _git.RunAsync(_git.Call($"add the worktree {path}", add), cancellationToken);
        }

        CrashPoint.Hit(CrashPoints.WorktreeAdded);
        // Outside the lock: files are what takes time, and nobody else writes here.
        var layOut = source is null
            ? _checkout.FillAsync(path, commit, cancellationToken)
            : CopyAsync(source, path, commit, cancellationToken);
        await _commandGit.CreateAsync(path, layOut, commit, tree: null, cancellationToken);
        ShowIndex(path);
        AtomicFile.Write(Path.Combine(GetGitDir(path), ReadyMarker), commit);
        return found;
    }

    /// <summary>The same, with nothing in it but the commit.</summary>
    public Task<WorktreeState> AddAsync(string path, string commit, CancellationToken cancellationToken) =>
        AddAsync(path, commit, source: null, cancellationToken);

    /// <summary>Removes the worktree, its scratch folder and git's record of it; whatever is gone already is done.</summary>
    public async Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(LockFile, LockTimeout, cancellationToken);
        _git.Program.Trash.Take(path);
        CrashPoint.Hit(CrashPoints.WorktreeRemoved);
        FolderRemoval.Remove(FindGitDir(path));
        _git.Program.Trash.Take(Scratch.For(path).Root);
    }

    public WorktreeState GetState(string path) => FindGitDir(path) switch
    {
        null => WorktreeState.Missing,
        var gitDir when Directory.Exists(path) && File.Exists(Path.Combine(gitDir, ReadyMarker)) => WorktreeState.Ready,
        _ => WorktreeState.Unfinished,
    };

    /// <summary>Git's folder of the worktree, found from the repository's side: what is in the worktree is not trusted.</summary>
    /// <exception cref="GitException">The repository has no such worktree.</exception>
    public string GetGitDir(string path) =>
        FindGitDir(path)
        ?? throw new GitException(
            GitProblem.NotAWorktree,
            $"{path} is not a worktree of {_git.Folder}. It was removed; the ticket's next attempt makes a new one.");

    /// <summary>The ref that says which commit the worktree has checked out, as the repository names it.</summary>
    public string GetHeadRef(string path) => $"worktrees/{Path.GetFileName(GetGitDir(path))}/HEAD";

    /// <summary>Puts the worktree at the commit. What is not committed is lost; ignored files stay.</summary>
    public async Task CheckoutAsync(string path, string commit, CancellationToken cancellationToken)
    {
        var layOut = _checkout.ReplaceAsync(path, commit, cancellationToken);
        await _commandGit.CreateAsync(path, layOut, commit, tree: null, cancellationToken);
        ShowIndex(path);
        var worktree = _git.In(path, GetGitDir(path));
        await worktree.RunAsync(worktree.Call("set HEAD", "update-ref", "--no-deref", "HEAD", commit), cancellationToken);
    }

    /// <summary>
    /// Regular files of the worktree that are tracked or could be, in order of path. Names that are not UTF-8 are left out.
    /// </summary>
    /// <exception cref="GitException">Something there would keep git from an answer.</exception>
    public async Task<IReadOnlyList<string>> ListFilesAsync(string path, CancellationToken cancellationToken)
    {
        if (WorktreeSurvey.Create(path).Problem is { } problem)
        {
            throw new GitException(GitProblem.CommandFailed, problem);
        }

        var git = new ConfinedGit(_git, _commonDir, path);
        await git.MustAsync("list the files", ListScript, "", cancellationToken);
        return
        [
            .. git.ReadPaths("files")
                .Select(name => name.ToString())
                .Where(name => File.Exists(Path.Combine(path, name)))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task CopyAsync(WorktreeSource source, string path, string commit, CancellationToken cancellationToken)
    {
        var link = Path.Combine(path, ".git");
        var own = await File.ReadAllBytesAsync(link, cancellationToken);
        await FolderCopy.RunAsync(_git.Program.Runner, source.Folder, path, cancellationToken);
        // The copy brought its own.
        File.Delete(link);
        await File.WriteAllBytesAsync(link, own, cancellationToken);
        await FolderCopy.RunAsync(_git.Program.Runner, Scratch.For(source.Folder).Root, Scratch.For(path).Root, cancellationToken);
        if (source.IsOtherTree)
        {
            await _checkout.MoveAsync(path, commit, [], cancellationToken);
        }
    }

    // For people who look into the worktree.
    private void ShowIndex(string path) => File.Copy(ConfinedGit.IndexOf(path), Path.Combine(GetGitDir(path), "index"), overwrite: true);

    private string? FindGitDir(string path)
    {
        var records = new DirectoryInfo(Path.Combine(_commonDir, "worktrees"));
        // The folder itself may be gone; its parent tells where it was.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var wanted = Path.Combine(Posix.RealPath(Path.GetDirectoryName(full)!), Path.GetFileName(full), ".git");
        return records.Exists
            ? records.EnumerateDirectories().Select(record => record.FullName).FirstOrDefault(record => PointsTo(record, wanted))
            : null;
    }

    private static bool PointsTo(string record, string wanted)
    {
        try
        {
            return File.ReadAllText(Path.Combine(record, "gitdir")).TrimEnd() == wanted;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
