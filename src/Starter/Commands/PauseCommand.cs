using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop pause</c>: start nothing more for now.</summary>
internal static class PauseCommand
{
    public static Command Create(Cli cli) => TrackArgument.Steering(
        cli, "pause", "Start no more work on a track; running turns finish", "pauses; `slop resume` goes on", (tracks, id, token) => tracks.SignalAsync(id, "pause", token));
}
