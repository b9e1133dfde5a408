using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Runs the track's own commands on its base, before any model is paid.</summary>
internal sealed class BaseCheck(RunJournal journal, RunWorktrees worktrees, WorktreeLock locks, CheckPlaces places, Checks checks)
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
        var known = journal.Read<BaseCheckRecord>(run, RunJournal.Base);
        if (known is null)
        {
            known = journal.Write(run, RunJournal.Base, await CheckAsync(repository, run, document, baseCommit, cancellationToken));
        }

        CheckPlaces.Remove(worktrees.BasePath(run));
        return document.AllowRed ? null : known.Failure;
    }

    private async Task<BaseCheckRecord> CheckAsync(
        GitRepository repository, TrackScope run, TrackDocument document, string baseCommit, CancellationToken cancellationToken)
    {
        var worktree = worktrees.BasePath(run);
        var tree = await repository.Commits.GetTreeAsync(baseCommit, cancellationToken);
        var place = await places.OpenAsync(new(repository, document, worktree, baseCommit, tree), cancellationToken);
        var check = new Check
        {
            Name = RunJournal.Base,
            Run = run,
            Document = document,
            Repository = repository,
            Worktree = worktree,
            Base = baseCommit,
            Tree = tree,
            Commands = Checks.CommandsFor(document.Track, ticket: null),
        };
        var failure = place.Failure ?? await checks.RunAsync(check, cancellationToken);
        return new(
            failure is null ? null : await ExplainAsync(repository, tree, failure, cancellationToken),
            [.. place.Setup, .. checks.Passed(run, tree, check.Commands)]);
    }

    /// <summary>Adds that a part of the repository is not there, where that is so: it is the likely cause.</summary>
    private static async Task<CheckFailure> ExplainAsync(
        GitRepository repository, string tree, CheckFailure failure, CancellationToken cancellationToken)
    {
        var missing = await repository.Submodules.FindMissingAsync(tree, cancellationToken);
        return missing.Count == 0
            ? failure
            : failure with
            {
                Preview = $"{failure.Preview} (submodules are not here: {string.Join(", ", missing)}; fetch them with "
                    + $"'git -C \"{repository.Root}\" submodule update --init --recursive', then start again)",
            };
    }
}
