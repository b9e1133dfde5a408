using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop watch</c>: watch a track that was started before.</summary>
internal static class WatchCommand
{
    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Required();
        var noWait = new Option<bool>("--no-wait") { Description = "End with exit code 4 when only people can go on" };
        var command = cli.Command(
            "watch",
            "Watch a track to its end; Ctrl-C leaves it running",
            "slop watch ledger",
            "slop watch ledger --json");
        command.Add(track);
        command.Add(noWait);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(cli.Open(parsed), parsed.GetValue(track)!, parsed.GetValue(noWait) ? AtGates.End : AtGates.GoOn, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string track, AtGates atGates, CancellationToken cancellationToken)
    {
        var home = await ConnectedHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        var run = await new RunningTracks(session, home).FindAsync(track, cancellationToken);
        var document = KnownTracks.Document(session.Home, run.Document);
        return await new WatchFlow(session, home).WatchAsync(track, document, atGates, cancellationToken);
    }
}
