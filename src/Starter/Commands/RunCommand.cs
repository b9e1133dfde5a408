using System.CommandLine;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop run</c>: start a track and watch it.</summary>
internal static class RunCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command(
            "run",
            "Start a track, or find it running, and watch it; Ctrl-C leaves it running",
            "slop run track.json",
            "slop track.json --script script.json --max-workers 8",
            "slop run track.json --dry-run",
            "slop run track.json --trust --json > result.json");
        var flags = new RunFlags(command);
        var noWait = new Option<bool>("--no-wait") { Description = "End with exit code 4 when only people can go on" };
        command.Add(noWait);
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var options = flags.Read(parsed, session.Terminal) with { AtGates = parsed.GetValue(noWait) ? AtGates.End : AtGates.GoOn };
            var run = new RunFlow(session);
            return flags.IsDryRun(parsed)
                ? DryRun.ShowAsync(session, options, cancellationToken)
                : run.RunAsync(options, cancellationToken);
        });
        return command;
    }
}
