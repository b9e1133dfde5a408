using SlopTemporal.Activities.Journals;
using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Integration;

/// <summary>Verifies a ticket's work merged with what others did meanwhile.</summary>
internal sealed class MergedCheck(
    Journal journal, Documents documents, Repositories repositories, RunWorktrees worktrees, WorktreeLock locks, Checks checks)
{
    /// <summary>A tree on which everything passed before, such as the ticket's own, is not checked out again.</summary>
    public async Task<VerifyResult> RunAsync(VerifyMergedInput input, CancellationToken cancellationToken)
    {
        var document = documents.Load(input.Scope.Run.Document);
        var commands = Checks.CommandsFor(document.Track, documents.Ticket(input.Scope));
        if (checks.AllPassed(input.Scope.Run, input.Tree, commands))
        {
            return new(input.Tree);
        }

        using var held = await locks.AcquireAsync(input.Scope, cancellationToken);
        var name = JournalNames.Merged(input.Commit);
        if (journal.Read<VerifyResult>(input.Scope, name) is { } known)
        {
            return known;
        }

        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        var worktree = worktrees.RequirePath(repository, input.Scope);
        var check = new Check
        {
            Name = name,
            Run = input.Scope.Run,
            Document = document,
            Repository = repository,
            Worktree = worktree,
            Base = await repository.Commits.ResolveAsync(repository.Worktrees.GetHeadRef(worktree), cancellationToken),
            Tree = input.Tree,
            Commands = commands,
            Circumstances = Circumstances(input.Scope),
        };
        var failure = await checks.RunAsync(check, cancellationToken);
        CrashPoint.Hit(CrashPoints.IntegrateVerified);
        var passed = checks.Passed(check.Run, check.Tree, check.Commands);
        var result = journal.Write(input.Scope, name, new VerifyResult(input.Tree, failure) { Passed = passed });
        CheckPlaces.Remove(worktree);
        return result;
    }

    private static string Circumstances(AttemptScope scope) =>
        $"Your work passes its checks where you did it. Merged with what was put on {TrackRefs.BranchName(scope.Run)} meanwhile, "
        + "it does not, though nothing conflicts: "
        + "look at what others changed, and make both work together.";
}
