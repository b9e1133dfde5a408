using SlopTemporal.Activities.Journals;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Makes the commits of tickets: the same input gives the same commit, so that a retry finds its own.</summary>
internal sealed class Commits(Documents documents, Repositories repositories)
{
    private const int SubjectLength = 72;

    public async Task<CommitResult> CommitAsync(CommitInput input, CancellationToken cancellationToken)
    {
        var repository = await repositories.OpenAsync(input.Scope.Run, cancellationToken);
        if (await repository.Commits.GetTreeAsync(input.Base, cancellationToken) == input.Tree)
        {
            return new(Commit: null);
        }

        CrashPoint.Hit(CrashPoints.CommitTreeWritten);
        var message = Message(documents.Ticket(input.Scope), $"{input.Scope.Key}/{input.Turn}");
        var commit = await repository.Commits.WriteAsync(input.Tree, [input.Base], message, input.Date, cancellationToken);
        CrashPoint.Hit(CrashPoints.CommitCommitWritten);
        // Nothing else holds the commit until it is merged, and git collects what nothing holds.
        await RefMover.MoveFromCurrentAsync(repository, TrackRefs.Attempt(input.Scope), commit, cancellationToken);
        CrashPoint.Hit(CrashPoints.CommitRefMoved);
        return new(commit);
    }

    /// <summary><c>ticket: what it is about</c>, and the key of the effect.</summary>
    public static string Message(Ticket ticket, string key)
    {
        var lines = ticket.Description.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var about = lines.Select(line => line.TrimStart('#', ' ')).FirstOrDefault(line => line.Length > 0) ?? "work";
        return $"{Preview.Line($"{ticket.Id}: {about}", SubjectLength)}\n\n{TrackRefs.KeyLine(key)}\n";
    }
}
