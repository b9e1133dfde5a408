using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop pause</c>: start nothing more for now.</summary>
internal static class PauseCommand
{
    public static Command Create(Cli cli) =>
        Steering.CreateTrackCommand(cli, "pause", "Start no more work on a track; running turns finish");
}
