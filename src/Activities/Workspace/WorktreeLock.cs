using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Workspace;

/// <summary>
/// Held while an activity works in a ticket's worktree: an attempt of the activity that the server has given up on, but that still
/// runs, keeps its retry out until it ends.
/// </summary>
internal sealed class WorktreeLock(SlopHome home)
{
    /// <summary>Longer than what a stopped command needs to end; then the server's own retry waits on.</summary>
    public static readonly TimeSpan AcquireTimeout = TimeSpan.FromMinutes(5);

    /// <summary>One lock for all worktrees of a ticket; the process's end frees it.</summary>
    public Task<IDisposable> AcquireAsync(AttemptScope scope, CancellationToken cancellationToken) =>
        AcquireAsync(scope.Run, scope.Ticket, cancellationToken);

    /// <param name="ticket">Null: the worktree that the base is checked in.</param>
    public Task<IDisposable> AcquireAsync(TrackScope run, string? ticket, CancellationToken cancellationToken) =>
        FileLock.AcquireAsync(PathOf(run, ticket ?? JournalNames.WholeRun), AcquireTimeout, cancellationToken);

    /// <summary>Removes the lock file of a ticket that is over; to be called by who holds it.</summary>
    public void Remove(AttemptScope scope) => File.Delete(PathOf(scope.Run, scope.Ticket));

    /// <summary>Removes the lock files of a run that is over.</summary>
    public void Remove(TrackScope run)
    {
        if (Directory.Exists(Folder(run)))
        {
            Directory.Delete(Folder(run), recursive: true);
        }
    }

    private string Folder(TrackScope run) => Path.Combine(home.Locks, "worktrees", FolderName.Of($"{run.Track}-{run.Epoch}"));

    private string PathOf(TrackScope run, string name) => Path.Combine(Folder(run), name + ".lock");
}
