using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Activities.Workspace;

/// <summary>The worktrees of a run, with their scratch folders. Whoever adds or removes one holds its lock.</summary>
internal sealed class RunWorktrees(WorktreePaths paths, Repositories repositories, WorktreeLock locks)
{
    /// <summary>No ticket's worktree is called so: theirs end in a number.</summary>
    public const string BaseName = "base";

    /// <summary>Folder of the worktree that the base is checked in.</summary>
    public string BasePath(TrackScope run) => Path.Combine(paths.Folder(run), BaseName);

    /// <summary>Folder of the worktree of an attempt; it may not exist.</summary>
    public string PathFor(AttemptScope scope) => paths.PathFor(scope);

    /// <summary>The same; an error if the worktree is not there.</summary>
    public string RequirePath(GitRepository repository, AttemptScope scope) =>
        repository.Worktrees.GetState(PathFor(scope)) == WorktreeState.Ready
            ? PathFor(scope)
            : throw WorkspaceFailure.WorktreeGone(scope.Ticket, PathFor(scope));

    /// <summary>The worktrees that exist, or that git still has on record, in order of path.</summary>
    public IReadOnlyList<WorktreeFolder> All(TrackScope run, GitRepository? repository)
    {
        var folder = paths.Folder(run);
        var there = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];
        // Git has resolved the links of its paths; whether a record is of this run shows when it is removed.
        var recorded = repository is null ? [] : WorktreeRecord.All(repository).Select(r => r.Path)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == Path.GetFileName(folder))
            .Select(path => Path.Combine(folder, Path.GetFileName(path)));
        return
        [
            .. there.Concat(recorded)
                .Select(WorktreeFolder.Parse)
                .OfType<WorktreeFolder>()
                .Distinct()
                .OrderBy(w => w.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Adds a clean worktree. One that is ready already stays as it is, with the work in it.</summary>
    /// <param name="source">What it begins with a copy of; null: with the commit alone.</param>
    public async Task AddAsync(
        GitRepository repository, string path, string commit, WorktreeSource? source, CancellationToken cancellationToken)
    {
        if (repository.Worktrees.GetState(path) == WorktreeState.Ready)
        {
            return;
        }

        // Notes about a worktree that is gone would hold for the new one.
        await repository.Worktrees.RemoveAsync(path, cancellationToken);
        await repository.Worktrees.AddAsync(path, commit, source, cancellationToken);
    }

    /// <summary>Removes a worktree. Without its repository the folder goes all the same.</summary>
    public async Task RemoveAsync(GitRepository? repository, string path, CancellationToken cancellationToken)
    {
        CheckPlaces.Remove(path);
        if (repository is not null)
        {
            await repository.Worktrees.RemoveAsync(path, cancellationToken);
            return;
        }

        FolderRemoval.Remove(path);
        FolderRemoval.Remove(Scratch.For(path).Root);
    }

    /// <summary>Removes what a run that is over has left, but what the condition keeps, and its locks.</summary>
    public async Task CloseAsync(TrackScope run, Func<WorktreeFolder, bool> isKept, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindAsync(run, cancellationToken);
        foreach (var worktree in All(run, repository).Where(w => !isKept(w)))
        {
            using var held = await locks.AcquireAsync(run, worktree.Ticket, cancellationToken);
            await RemoveAsync(repository, worktree.Path, cancellationToken);
        }

        var folder = paths.Folder(run);
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }

        locks.Remove(run);
    }
}
