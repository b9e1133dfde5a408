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
        var command = cli.Command("list", "List all tracks, one line each", "slop list", "slop list --json");
        command.SetAction((parsed, cancellationToken) => ShowAsync(cli.Open(parsed), cancellationToken));
        return command;
    }

    /// <summary>A list that says nothing of a track, or nothing at all while the server is down, is no success for programs.</summary>
    public static int ExitCodeFor(IReadOnlyList<KnownTrack> tracks, string? gap) =>
        tracks.Any(t => t.Unknown is not null) || (tracks.Count == 0 && gap is not null) ? ExitCode.Failure : ExitCode.Done;

    public static async Task<int> ShowAsync(Session session, CancellationToken cancellationToken)
    {
        var live = await ConnectedHome.FindAsync(session, cancellationToken);
        var tracks = await KnownTracks.AllAsync(session.Home, live, cancellationToken);
        var gap = KnownTracks.FindGap(session.Home, live, tracks);
        var answer = new TrackListAnswer([.. tracks.Select(TrackListLine.From)], gap);
        session.Answer(answer, () => TrackList.Render(answer));
        return ExitCodeFor(tracks, gap);
    }
}
