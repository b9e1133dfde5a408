using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop list</c>: all tracks of this home, a line each.</summary>
internal static class ListCommand
{
    public static Command Create(Cli cli)
    {
        var command = cli.Command("list", "All tracks, a line each", "slop list", "slop list --json");
        command.SetAction((parsed, cancellationToken) => ShowAsync(cli.Open(parsed), cancellationToken));
        return command;
    }

    public static async Task<int> ShowAsync(Session session, CancellationToken cancellationToken)
    {
        var live = await ConnectedHome.FindAsync(session, cancellationToken);
        var answer = await KnownTracks.ListAsync(session.Home, live, cancellationToken);
        session.Answer(answer, () => TrackList.Render(answer.Tracks));
        return ExitCode.Done;
    }
}
