using SlopTemporal.Activities.Commands;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Runs the track's <c>setup</c>, each command once for each worktree.</summary>
internal sealed class Setup(CommandRunner commands, CheckEvidence evidence)
{
    /// <summary>Null: all passed. A command that was interrupted runs again, on what it left behind.</summary>
    public async Task<CheckFailure?> RunAsync(TrackDocument document, string worktree)
    {
        var notes = new WorktreeNotes(worktree);
        for (var i = 0; i < document.Track.Setup.Count; i++)
        {
            var name = NoteName(i);
            var ran = notes.Read<SetupNote>(name);
            if (ran is null)
            {
                ran = await RunAsync(document, worktree, document.Track.Setup[i]);
                notes.Write(name, ran);
            }

            if (ran.Failure is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>The commands that passed there, in order.</summary>
    public static IReadOnlyList<PassedCheck> Passed(TrackDocument document, string worktree)
    {
        var notes = new WorktreeNotes(worktree);
        return [.. document.Track.Setup.Select((_, i) => notes.Read<SetupNote>(NoteName(i))?.Passed).OfType<PassedCheck>()];
    }

    /// <summary>The same in a fresh checkout of the base, where what is left is noted too: it is nobody's work.</summary>
    /// <returns>What failed, or why git cannot read what is left; null: nothing.</returns>
    public async Task<CheckFailure?> RunAndRecordAsync(
        GitRepository repository, TrackDocument document, string checkout, string baseId, CancellationToken cancellationToken)
    {
        var failure = await RunAsync(document, checkout);
        var problem = await SetupFiles.RecordAsync(repository, checkout, baseId, cancellationToken);
        return failure ?? (problem is null ? null : evidence.CreateFailure($"After setup: {problem}"));
    }

    private async Task<SetupNote> RunAsync(TrackDocument document, string worktree, string command)
    {
        var result = await commands.RunAsync(new(document, worktree, command, CommandPurpose.Setup));
        CrashPoint.Hit(CrashPoints.SetupRan);
        return result.ExitCode == 0
            ? new(null, evidence.CreatePassed(command, result))
            : new(evidence.CreateFailure(command, result, worktree, circumstances: null));
    }

    private static string NoteName(int index) => $"setup-{index + 1}";

    private sealed record SetupNote(CheckFailure? Failure, PassedCheck? Passed = null);
}
