using SlopTemporal.Activities.Integration;
using SlopTemporal.Activities.Journals;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Settings;
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
    ConflictMarkers markers,
    WorkNotices notices,
    CheckEvidence evidence,
    Func<SlopSettings> settings)
{
    public async Task<VerifyResult> RunAsync(VerifyInput input, CancellationToken cancellationToken)
    {
        using var held = await locks.AcquireAsync(input.Scope, cancellationToken);
        var name = JournalNames.Verify(input.Turn, input.Patched);
        if (journal.Read<VerifyResult>(input.Scope, name) is { } known)
        {
            return known;
        }

        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        var worktree = worktrees.RequirePath(repository, input.Scope);
        var made = await MakeTreeAsync(repository, input, worktree, cancellationToken);
        if (made.Notice is not null || made.Problem is not null)
        {
            var failure = made is { Notice: null, Problem: { } problem } ? evidence.CreateFailure(problem) : null;
            return journal.Write(input.Scope, name, new VerifyResult(made.Tree, failure, made.Notice));
        }

        var check = CreateCheck(repository, input, name, worktree, made.Tree);
        var red = await markers.FindAsync(repository, worktree, input.Base, made.Tree, cancellationToken)
            ?? await checks.RunAsync(check, cancellationToken);
        var passed = checks.Passed(check.Run, check.Tree, check.Commands);
        var result = journal.Write(input.Scope, name, new VerifyResult(made.Tree, red) { Passed = passed });
        CheckPlaces.Remove(worktree);
        return result;
    }

    // Before the checks run, and once: what they write is not the ticket's work.
    private async Task<TreeRecord> MakeTreeAsync(
        GitRepository repository, VerifyInput input, string worktree, CancellationToken cancellationToken)
    {
        var name = JournalNames.Verify(input.Turn, input.Patched) + ".tree";
        if (journal.Read<TreeRecord>(input.Scope, name) is { } known)
        {
            return known;
        }

        var request = new TreeRequest(worktree, input.Base) { Limits = settings().CommitLimits };
        var made = await SetupFiles.MakeTreeAsync(repository, request, cancellationToken);
        var tree = made.Tree ?? await repository.Commits.GetTreeAsync(input.Base, cancellationToken);
        var submodules = File.Exists(Path.Combine(worktree, ".gitmodules"))
            ? await repository.Submodules.ListAsync(input.Base, cancellationToken)
            : [];
        // From here on the tree is needed, and a person may collect what nothing refers to at any moment.
        await RefMover.HoldAsync(repository, TrackRefs.Attempt(input.Scope), tree, cancellationToken);
        var record = new TreeRecord(tree, WorkNotices.FindProblem(made), notices.Create(input.Scope, input.Turn, made, submodules));
        return journal.Write(input.Scope, name, record);
    }

    private Check CreateCheck(GitRepository repository, VerifyInput input, string name, string worktree, string tree)
    {
        var document = documents.Load(input.Scope.Run.Document);
        return new()
        {
            Name = name,
            Run = input.Scope.Run,
            Document = document,
            Repository = repository,
            Worktree = worktree,
            Base = input.Base,
            Tree = tree,
            Commands = Checks.CommandsFor(document.Track, documents.Ticket(input.Scope)),
        };
    }

    /// <param name="Tree">Where none could be made, the base's.</param>
    /// <param name="Problem">Why it cannot be committed.</param>
    /// <param name="Notice">What the model reads before anything else is done.</param>
    private sealed record TreeRecord(string Tree, string? Problem = null, string? Notice = null);
}
