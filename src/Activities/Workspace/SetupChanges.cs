using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.Activities.Workspace;

/// <summary>What <c>setup</c> ran on and a person had not seen when they confirmed it: the words stayed, the files did not.</summary>
internal static class SetupChanges
{
    private const int MaxFiles = 5;
    private const int MaxPathLength = 80;

    /// <summary>The files, each with the ticket that changed it last; null: there are none.</summary>
    public static async Task<string?> DescribeAsync(
        GitRepository repository, TrackDocument document, CommitInput input, CancellationToken cancellationToken)
    {
        if (document.Track.Setup.Count == 0 || document.BaseCommit is not { } confirmed)
        {
            return null;
        }

        var all = await repository.Trees.ChangesAsync(confirmed, input.Tree, cancellationToken);
        // A track that says what decides about setup need not name what runs in it.
        var named = SetupInputs.Among(all, document.Track with { SetupInputs = [] });
        string[] files = [.. SetupInputs.Among(all, document.Track).Union(named)];
        if (files.Length == 0)
        {
            return null;
        }

        var own = (await repository.Trees.ChangesAsync(input.Base, input.Tree, cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var shown = new List<string>();
        foreach (var file in files.Take(MaxFiles))
        {
            var ticket = own.Contains(file)
                ? input.Scope.Ticket
                : FindTicket(input, await repository.Commits.FindLastAsync($"{confirmed}..{input.Base}", file, cancellationToken));
            shown.Add(Preview.Line(file, MaxPathLength) + (ticket is null ? "" : $" (by {ticket})"));
        }

        var more = files.Length > MaxFiles ? $" and {files.Length - MaxFiles} more" : "";
        return $"setup ran on files that changed since the track began: {string.Join(", ", shown)}{more}";
    }

    private static string? FindTicket(CommitInput input, GitCommit? commit) =>
        commit is not null && TrackRefs.FindKey(commit) is { } key
        && key.StartsWith(TrackRefs.KeyPrefix(input.Scope.Run), StringComparison.Ordinal)
            ? key.Split('/')[2]
            : null;
}
