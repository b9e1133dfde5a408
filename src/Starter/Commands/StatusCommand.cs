using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop status</c>: one track, or all.</summary>
internal static class StatusCommand
{
    public static Command Create(Cli cli)
    {
        var track = new Argument<string?>("track")
        {
            Description = "Id of the track; without it all tracks",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = cli.Command(
            "status",
            "Where tracks are: what needs you, what is merged, what it cost",
            "slop status",
            "slop status ledger",
            "slop status ledger --json");
        command.Add(track);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(track) is { } id
            ? OneAsync(cli.Open(parsed), id, cancellationToken)
            : ListCommand.ShowAsync(cli.Open(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> OneAsync(Session session, string track, CancellationToken cancellationToken)
    {
        var live = await ConnectedHome.FindAsync(session, cancellationToken);
        var snapshot = await KnownTracks.SnapshotAsync(session.Home, live, track, cancellationToken)
            ?? throw CliError.NoSuchTrack(track, await KnownTracks.IdsAsync(session.Home, live, cancellationToken));
        var document = session.Json ? null : await KnownTracks.DocumentAsync(session.Home, live, track, cancellationToken);
        session.Answer(snapshot, () => EndReport.Render(new(snapshot), document, DateTimeOffset.UtcNow));
        return ExitCode.Done;
    }
}
