using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Commands to run on a checkout of a tree.</summary>
internal sealed record Check
{
    /// <summary>Unique in the worktree: by it a retry recognises the same check.</summary>
    public required string Name { get; init; }

    public required TrackScope Run { get; init; }

    public required TrackDocument Document { get; init; }

    /// <summary>The ticket's worktree, beside which the tree is laid out.</summary>
    public required string Worktree { get; init; }

    public required GitRepository Repository { get; init; }

    /// <summary>Commit that the work began at.</summary>
    public required string Base { get; init; }

    /// <summary>The tree to check.</summary>
    public required string Tree { get; init; }

    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>What the reader must know beyond the output; begins the evidence of a failed command.</summary>
    public string? Circumstances { get; init; }
}

/// <summary>Runs <c>verify</c> commands; what passed on a tree has passed for the whole run of the track.</summary>
internal sealed class Checks(RunJournal journal, CheckPlaces places, CommandRunner commands, CheckEvidence evidence)
{
    /// <summary>The ticket's own commands, then the track's.</summary>
    public static IReadOnlyList<string> CommandsFor(Track track, Ticket? ticket) =>
        [.. (ticket?.Verify ?? []).Concat(track.Verify).Distinct(StringComparer.Ordinal)];

    public bool AllPassed(TrackScope run, string tree, IReadOnlyList<string> verify) =>
        verify.All(command => journal.FindPassed(run, tree, command) is not null);

    /// <summary>The commands that passed on the tree, in the order in which they run.</summary>
    public IReadOnlyList<PassedCheck> Passed(TrackScope run, string tree, IReadOnlyList<string> verify) =>
        [.. verify.Select(command => journal.FindPassed(run, tree, command)).OfType<PassedCheck>()];

    /// <summary>The first command that does not pass; null: all did.</summary>
    /// <remarks>
    /// They run on a checkout that holds exactly the tree: what an agent has in its worktree proves nothing. Whoever has noted the outcome
    /// removes the place.
    /// </remarks>
    public async Task<CheckFailure?> RunAsync(Check check, CancellationToken cancellationToken)
    {
        if (AllPassed(check.Run, check.Tree, check.Commands))
        {
            return null;
        }

        var place = await places.OpenAsync(
            new(check.Repository, check.Document, check.Worktree, check.Base, check.Tree), cancellationToken);
        return place.Failure ?? await RunAsync(check, place);
    }

    private async Task<CheckFailure?> RunAsync(Check check, CheckPlace place)
    {
        var notes = new WorktreeNotes(place.Files);
        foreach (var command in CommandsToRun(check, notes))
        {
            var result = await commands.RunAsync(
                new(check.Document, place.Files, command, CommandPurpose.Verify) { Overlays = place.Overlays });
            CrashPoint.Hit(CrashPoints.VerifyRan);
            if (result.ExitCode != 0)
            {
                return evidence.CreateFailure(command, result, place.Files, check.Circumstances);
            }

            notes.Write(NoteName(check, command), new RanNote(command));
            journal.RecordPassed(check.Run, check.Tree, evidence.CreatePassed(command, result));
        }

        return null;
    }

    /// <summary>
    /// A command that passed on this tree elsewhere runs again only before a later one that has not passed: that one may need what it
    /// leaves behind, such as a build.
    /// </summary>
    private IEnumerable<string> CommandsToRun(Check check, WorktreeNotes notes)
    {
        var last = check.Commands.Count - 1;
        while (last >= 0 && journal.FindPassed(check.Run, check.Tree, check.Commands[last]) is not null)
        {
            last--;
        }

        return check.Commands.Take(last + 1).Where(command => notes.Read<RanNote>(NoteName(check, command)) is null);
    }

    private static string NoteName(Check check, string command) => $"{check.Name}-{Sha256.Hex(command)}";

    private sealed record RanNote(string Command);
}
