using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Git;

public sealed partial class GitRepository
{
    // Written last: without it nobody has been given the worktree.
    private const string ReadyMarker = "slop-ready";
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Makes a worktree, detached at the commit. One that is ready stays as it is; what a killed process left is made anew.
    /// </summary>
    /// <returns>The state before: what was found at the path.</returns>
    public async Task<WorktreeState> AddWorktreeAsync(string path, string commit, CancellationToken cancellationToken)
    {
        var found = GetWorktreeState(path);
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
            await OutputAsync(Call($"add the worktree {path}", add), cancellationToken);
        }

        CrashPoint.Hit(CrashPoints.WorktreeAdded);
        // Outside the lock: files are what takes time, and nobody else writes here.
        await RunInWorktreeAsync(path, new("fill the worktree", "reset", "--quiet", "--hard", commit) { Folder = path }, cancellationToken);
        AtomicFile.Write(Path.Combine(await WorktreeGitDirAsync(path, cancellationToken), ReadyMarker), commit);
        return found;
    }

    /// <summary>Removes the worktree, its scratch folder and git's record of it; whatever is gone already is done.</summary>
    public async Task RemoveWorktreeAsync(string path, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(LockFile, LockTimeout, cancellationToken);
        FolderRemoval.Remove(path);
        CrashPoint.Hit(CrashPoints.WorktreeRemoved);
        FolderRemoval.Remove(FindGitDir(path));
        FolderRemoval.Remove(Scratch.For(path).Root);
    }

    public WorktreeState GetWorktreeState(string path) => FindGitDir(path) switch
    {
        null => WorktreeState.Missing,
        var gitDir when Directory.Exists(path) && File.Exists(Path.Combine(gitDir, ReadyMarker)) => WorktreeState.Ready,
        _ => WorktreeState.Unfinished,
    };

    /// <summary>Git's folder of the worktree, found from the repository's side: what is in the worktree is not trusted.</summary>
    /// <exception cref="GitException">The repository has no such worktree.</exception>
    public Task<string> WorktreeGitDirAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return FindGitDir(path) is { } found
            ? Task.FromResult(found)
            : throw new GitException(
                GitProblem.NotAWorktree,
                $"{path} is not a worktree of {Root}. It was removed; the ticket's next attempt makes a new one.");
    }

    /// <summary>The ref that says which commit the worktree has checked out, as the repository names it.</summary>
    public async Task<string> WorktreeHeadAsync(string path, CancellationToken cancellationToken) =>
        $"worktrees/{Path.GetFileName(await WorktreeGitDirAsync(path, cancellationToken))}/HEAD";

    /// <summary>Puts the worktree at the commit. What is not committed is lost; ignored files stay.</summary>
    public async Task CheckoutAsync(string worktree, string commit, CancellationToken cancellationToken)
    {
        // Git's children end with us, and one worktree has one user at a time: a lock that is here is stale.
        File.Delete(Path.Combine(await WorktreeGitDirAsync(worktree, cancellationToken), "index.lock"));
        string[] checkout = ["checkout", "--quiet", "--force", "--detach", commit, "--"];
        await RunInWorktreeAsync(worktree, new("check out the commit", checkout) { Folder = worktree }, cancellationToken);
        await RunInWorktreeAsync(worktree, new("remove other files", "clean", "--quiet", "-ffd") { Folder = worktree }, cancellationToken);
    }

    private string? FindGitDir(string worktree)
    {
        var records = new DirectoryInfo(Path.Combine(CommonDir, "worktrees"));
        // The folder itself may be gone; its parent tells where it was.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(worktree));
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
