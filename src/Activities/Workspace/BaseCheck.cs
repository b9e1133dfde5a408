using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Runs the track's own commands on its base, before any model is paid.</summary>
internal sealed class BaseCheck(RunJournal journal, RunWorktrees worktrees, WorktreeLock locks, Setup setup, Checks checks)
{
    /// <summary>The command that fails before any work; null: none, or the track allows it.</summary>
    public async Task<CheckFailure?> RunAsync(
        GitRepository repository, TrackScope run, TrackDocument document, string baseCommit, CancellationToken cancellationToken)
    {
        if (document.Track.Setup.Count + document.Track.Verify.Count == 0)
        {
            return null;
        }

        using var held = await locks.AcquireAsync(run, ticket: null, cancellationToken);
        var known = journal.Read<BaseRecord>(run, RunJournal.Base);
        if (known is null)
        {
            var failure = await CheckAsync(repository, run, document, baseCommit, cancellationToken);
            known = journal.Write(run, RunJournal.Base, new BaseRecord(failure));
        }

        await worktrees.RemoveAsync(repository, worktrees.BasePath(run), cancellationToken);
        return document.AllowRed ? null : known.Failure;
    }

    private async Task<CheckFailure?> CheckAsync(
        GitRepository repository, TrackScope run, TrackDocument document, string baseCommit, CancellationToken cancellationToken)
    {
        var worktree = worktrees.BasePath(run);
        await worktrees.AddAsync(repository, worktree, baseCommit, cancellationToken);
        return await setup.RunAsync(document, worktree) ?? await checks.RunAsync(new()
        {
            Name = RunJournal.Base,
            Run = run,
            Document = document,
            Worktree = worktree,
            Tree = await repository.Commits.GetTreeAsync(baseCommit, cancellationToken),
            Commands = Checks.CommandsFor(document.Track, ticket: null),
        });
    }

    private sealed record BaseRecord(CheckFailure? Failure);
}
