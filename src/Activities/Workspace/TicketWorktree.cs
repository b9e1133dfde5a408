using SlopTemporal.Activities.Commands;
using SlopTemporal.Activities.Integration;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Opens and closes the worktrees of a ticket.</summary>
internal sealed class TicketWorktree(
    Journal journal,
    Documents documents,
    Repositories repositories,
    RunWorktrees worktrees,
    WorktreeLock locks,
    Stands stands,
    CommandRunner commands,
    Setup setup)
{
    private const string Record = "worktree";
    private const string CarriedRecord = "carried";

    /// <summary>A clean worktree, set up. One that is ready already stays as it is, with the work in it.</summary>
    public async Task<WorktreeResult> OpenAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(scope.Run, cancellationToken);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        await RemoveAsync(repository, EarlierWorktrees(scope, repository), cancellationToken);
        return await OpenAsync(repository, scope, await BaseAsync(repository, scope, cancellationToken), cancellationToken);
    }

    /// <summary>The same with the work of the attempt before in it, on the commit that the work was based on.</summary>
    public async Task<WorktreeResult> CarryAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(scope.Run, cancellationToken);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        var before = EarlierWorktrees(scope, repository).OrderBy(w => w.Attempt).ToList();
        var carried = journal.Read<Carried>(scope, CarriedRecord)
            ?? journal.Write(scope, CarriedRecord, await SaveWorkAsync(repository, before, scope.Ticket, cancellationToken));
        await RemoveAsync(repository, before, cancellationToken);
        var opened = await OpenAsync(repository, scope, carried.Base, cancellationToken);
        if (opened.Failure is not null)
        {
            return opened;
        }

        // A conflict that was not worked out is still none.
        carried.Conflict?.WriteTo(worktrees.PathFor(scope));
        // After setup: what setup makes is not part of the work.
        await WorktreeCheckout.RunOnceAsync(repository, worktrees.PathFor(scope), carried.Work, head: carried.Base, cancellationToken);
        return opened;
    }

    /// <summary>Removes the worktrees of all attempts at the ticket, and its lock file.</summary>
    public async Task CloseAsync(AttemptScope scope, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindAsync(scope.Run, cancellationToken);
        using var held = await locks.AcquireAsync(scope, cancellationToken);
        await RemoveAsync(repository, WorktreesOf(scope, repository), cancellationToken);
        locks.Remove(scope);
    }

    private async Task<WorktreeResult> OpenAsync(
        GitRepository repository, AttemptScope scope, string baseCommit, CancellationToken cancellationToken)
    {
        var (path, document) = (worktrees.PathFor(scope), documents.Load(scope.Run.Document));
        if (document.Track.Setup.Count == 0)
        {
            await worktrees.AddAsync(repository, path, baseCommit, source: null, cancellationToken);
            return new(baseCommit);
        }

        if (await commands.IsConfinedAsync(document, cancellationToken))
        {
            var tree = await repository.Commits.GetTreeAsync(baseCommit, cancellationToken);
            var stand = await stands.GetAsync(repository, document, tree, cancellationToken);
            if (stand.Failure is null)
            {
                var source = new WorktreeSource(stand.Files, IsOtherTree: stand.Tree != tree);
                await worktrees.AddAsync(repository, path, baseCommit, source, cancellationToken);
            }

            return new(baseCommit, stand.Failure);
        }

        // Without a sandbox much of what setup makes would hold the path of the stand.
        await worktrees.AddAsync(repository, path, baseCommit, source: null, cancellationToken);
        return new(baseCommit, await setup.RunAndRecordAsync(repository, document, path, baseCommit, cancellationToken));
    }

    private async Task RemoveAsync(GitRepository? repository, IEnumerable<WorktreeFolder> folders, CancellationToken cancellationToken)
    {
        foreach (var folder in folders)
        {
            await worktrees.RemoveAsync(repository, folder.Path, cancellationToken);
        }
    }

    /// <summary>The work of the last attempt as a commit that nothing names.</summary>
    private static async Task<Carried> SaveWorkAsync(
        GitRepository repository, IReadOnlyList<WorktreeFolder> before, string ticket, CancellationToken cancellationToken)
    {
        if (before is not [.., var last] || repository.Worktrees.GetState(last.Path) != WorktreeState.Ready)
        {
            throw WorkspaceFailure.Create($"No worktree of {ticket} is left to go on from. Retry it with \"from\":\"clean\".");
        }

        var head = repository.Worktrees.GetHeadRef(last.Path);
        var baseCommit = await repository.Commits.ResolveAsync(head, cancellationToken);
        var made = await SetupFiles.MakeTreeAsync(repository, new(last.Path, baseCommit), cancellationToken);
        var tree = made.Tree ?? throw WorkspaceFailure.Create(
            $"The work of {ticket} cannot be carried on. {made.Problem} Retry it with \"from\":\"clean\".");
        var message = $"{ticket}: work that goes on\n";
        var work = await repository.Commits.WriteAsync(tree, [baseCommit], message, DateTimeOffset.UnixEpoch, cancellationToken);
        return new(baseCommit, work, Conflict.ReadFrom(last.Path));
    }

    // The branch moves on while a retry waits; the attempt has to stay on one commit.
    private async Task<string> BaseAsync(GitRepository repository, AttemptScope scope, CancellationToken cancellationToken) =>
        (journal.Read<BaseRecord>(scope, Record)
            ?? journal.Write(scope, Record, new BaseRecord(await TrackBranch.TipAsync(repository, scope.Run, cancellationToken)))).Base;

    private IEnumerable<WorktreeFolder> WorktreesOf(AttemptScope scope, GitRepository? repository) =>
        worktrees.All(scope.Run, repository).Where(w => w.Ticket == scope.Ticket);

    private IEnumerable<WorktreeFolder> EarlierWorktrees(AttemptScope scope, GitRepository repository) =>
        WorktreesOf(scope, repository).Where(w => w.Attempt < scope.Attempt);

    private sealed record BaseRecord(string Base);

    private sealed record Carried(string Base, string Work, Conflict? Conflict = null);
}
