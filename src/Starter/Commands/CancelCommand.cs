using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop cancel</c>: stop a track and clean up after it.</summary>
internal static class CancelCommand
{
    public static Command Create(Cli cli) => TrackArgument.Steering(
        cli, "cancel", "Stop a track: its tickets end, its worktrees go, what is merged stays", "ends; `slop watch` waits for it", (tracks, id, token) => tracks.CancelAsync(id, token));
}
