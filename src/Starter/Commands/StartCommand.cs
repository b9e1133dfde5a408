using System.CommandLine;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop start</c>: start a track and return at once.</summary>
internal static class StartCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command(
            "start",
            "Start a track in the background",
            "slop start track.json",
            "slop start track.json --trust --json");
        var flags = new RunFlags(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var options = flags.Read(parsed, session.Terminal);
            return flags.IsDryRun(parsed)
                ? DryRun.ShowAsync(session, options, cancellationToken)
                : new RunFlow(session).StartAsync(options, cancellationToken);
        });
        return command;
    }
}
