using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop resume</c>: go on after a pause.</summary>
internal static class ResumeCommand
{
    public static Command Create(Cli cli) => Steering.CreateTrackCommand(cli, "resume", "Resume a paused track");
}
