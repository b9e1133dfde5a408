using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Commands to run on a tree that a worktree holds.</summary>
internal sealed record Check
{
    /// <summary>Unique in the worktree: by it a retry recognises the same check.</summary>
    public required string Name { get; init; }

    public required TrackScope Run { get; init; }

    public required TrackDocument Document { get; init; }

    public required string Worktree { get; init; }

    /// <summary>The tree that the worktree holds.</summary>
    public required string Tree { get; init; }

    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>What the reader must know beyond the output; begins the evidence of a failed command.</summary>
    public string? Circumstances { get; init; }
}

/// <summary>Runs <c>verify</c> commands; what passed on a tree has passed for the whole run of the track.</summary>
internal sealed class Checks(RunJournal journal, CommandRunner commands, CheckEvidence evidence)
{
    /// <summary>The ticket's own commands, then the track's.</summary>
    public static IReadOnlyList<string> CommandsFor(Track track, Ticket? ticket) =>
        [.. (ticket?.Verify ?? []).Concat(track.Verify).Distinct(StringComparer.Ordinal)];

    public bool AllPassed(TrackScope run, string tree, IReadOnlyList<string> verify) =>
        verify.All(command => journal.HasPassed(run, tree, command));

    /// <summary>The first command that does not pass; null: all did.</summary>
    public async Task<CheckFailure?> RunAsync(Check check)
    {
        foreach (var command in CommandsToRun(check))
        {
            var result = await commands.RunAsync(
                new(check.Document, check.Worktree, command, CommandPurpose.Verify, CheckLimits.CommandTimeout));
            CrashPoint.Hit(CrashPoints.VerifyRan);
            if (result.ExitCode != 0)
            {
                return evidence.CreateFailure(command, result, check.Circumstances);
            }

            new WorktreeNotes(check.Worktree).Write(NoteName(check, command), new RanNote(command));
            journal.RecordPassed(check.Run, check.Tree, command);
        }

        return null;
    }

    /// <summary>
    /// A command that passed on this tree elsewhere runs again only before a later one that has not passed: that one may need what it
    /// leaves behind, such as a build.
    /// </summary>
    private IEnumerable<string> CommandsToRun(Check check)
    {
        var last = check.Commands.Count - 1;
        while (last >= 0 && journal.HasPassed(check.Run, check.Tree, check.Commands[last]))
        {
            last--;
        }

        var notes = new WorktreeNotes(check.Worktree);
        return check.Commands.Take(last + 1).Where(command => notes.Read<RanNote>(NoteName(check, command)) is null);
    }

    private static string NoteName(Check check, string command) => $"{check.Name}-{Sha256.Hex(command)}";

    private sealed record RanNote(string Command);
}
