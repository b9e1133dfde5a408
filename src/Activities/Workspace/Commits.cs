using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Journals;
using SlopTemporal.Local.Secrets;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Makes the commits of tickets: the same input gives the same commit, so that a retry finds its own.</summary>
internal sealed class Commits(
    Documents documents, Repositories repositories, Journal journal, Checks checks, Func<SlopSettings> settings)
{
    public async Task<CommitResult> CommitAsync(CommitInput input, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        var changes = await repository.Trees.CompareAsync(input.Base, input.Tree, cancellationToken);
        if (changes.Count == 0)
        {
            return new(Commit: null);
        }

        journal.Write(input.Scope, JournalNames.Changes(input.Turn), ChangesRecord.From([.. changes.Select(c => c.Path)]));
        CrashPoint.Hit(CrashPoints.CommitTreeWritten);
        var said = journal.Read<TurnRecord>(input.Scope, JournalNames.Turn(input.Turn))?.Text;
        var summary = said is null ? null : Redaction.Apply(said);
        var message = CommitMessage.Create(documents.Ticket(input.Scope), summary, $"{input.Scope.Key}/{input.Turn}");
        var commit = await repository.Commits.WriteAsync(input.Tree, [input.Base], message, input.Date, cancellationToken);
        CrashPoint.Hit(CrashPoints.CommitCommitWritten);
        // Nothing else holds the commit until it is merged.
        await RefMover.HoldAsync(repository, TrackRefs.Attempt(input.Scope), commit, cancellationToken);
        CrashPoint.Hit(CrashPoints.CommitRefMoved);
        return await DescribeAsync(repository, input, commit, changes, cancellationToken);
    }

    /// <summary>What the commit changes, what of it a person should look at, and all that they read where one is asked.</summary>
    private async Task<CommitResult> DescribeAsync(
        GitRepository repository,
        CommitInput input,
        string commit,
        IReadOnlyList<FileChange> changes,
        CancellationToken cancellationToken)
    {
        var (run, ticket) = (input.Scope.Run, documents.Ticket(input.Scope));
        var document = documents.Load(run.Document);
        var verify = Checks.CommandsFor(document.Track, ticket);
        var unusual = UnusualChanges.Find(changes, ticket, verify, settings().LargeFileKilobytes * 1024L);
        var setup = await SetupChanges.DescribeAsync(repository, document, input, cancellationToken);
        var work = WorkSummary.From(changes, unusual) with { Setup = setup };
        if (input.Review != true)
        {
            return new(commit, work);
        }

        var diff = await repository.Trees.DiffAsync(input.Base, commit, cancellationToken);
        var passed = checks.Passed(run, input.Tree, verify);
        return new(commit, work, WorkReview.Create(work, changes, passed, diff, $"slop diff {run.Track} {ticket.Id}"));
    }
}
