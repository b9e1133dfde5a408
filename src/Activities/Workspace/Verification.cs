using SlopTemporal.Activities.Integration;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Verifies a ticket's own work; the outcome holds for that turn, whoever asks again.</summary>
internal sealed class Verification(
    Journal journal,
    Documents documents,
    Repositories repositories,
    RunWorktrees worktrees,
    WorktreeLock locks,
    Checks checks,
    ConflictMarkers markers)
{
    public async Task<VerifyResult> RunAsync(VerifyInput input, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(input.Scope, cancellationToken);
        var name = JournalNames.Verify(input.Turn);
        if (journal.Read<VerifyResult>(input.Scope, name) is { } known)
        {
            return known;
        }

        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        var worktree = worktrees.RequirePath(repository, input.Scope);
        var tree = await TreeAsync(repository, input, worktree, cancellationToken);
        var failure = await markers.FindAsync(repository, worktree, input.Base, tree, cancellationToken)
            ?? await checks.RunAsync(CreateCheck(input, name, worktree, tree));
        return journal.Write(input.Scope, name, new VerifyResult(tree, failure));
    }

    // Before the checks run, and once: what they write is not the ticket's work.
    private async Task<string> TreeAsync(GitRepository repository, VerifyInput input, string worktree, CancellationToken cancellationToken)
    {
        var name = JournalNames.Verify(input.Turn) + ".tree";
        if (journal.Read<TreeRecord>(input.Scope, name) is { } known)
        {
            return known.Tree;
        }

        var tree = await SetupFiles.MakeTreeAsync(repository, worktree, input.Base, cancellationToken);
        return journal.Write(input.Scope, name, new TreeRecord(tree)).Tree;
    }

    private Check CreateCheck(VerifyInput input, string name, string worktree, string tree)
    {
        var document = documents.Load(input.Scope.Run.Document);
        return new()
        {
            Name = name,
            Run = input.Scope.Run,
            Document = document,
            Worktree = worktree,
            Tree = tree,
            Commands = Checks.CommandsFor(document.Track, documents.Ticket(input.Scope)),
        };
    }

    private sealed record TreeRecord(string Tree);
}
