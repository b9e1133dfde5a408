using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary>Commands that steer one running track.</summary>
internal static class TrackArgument
{
    public static Argument<string> Create() => new("track") { Description = "Id of the track" };

    /// <summary>A command that finds a running track, does one thing to it and says so.</summary>
    public static Command Steering(Cli cli, string name, string description, string said, Func<TrackClient, string, CancellationToken, Task> steer)
    {
        var track = Create();
        var command = cli.Command(name, description, $"slop {name} ledger");
        command.Add(track);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            var id = parsed.GetValue(track)!;
            var home = await LiveHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
            var run = await FindAsync(session, home, id, cancellationToken);
            if (!run.IsOpen)
            {
                throw CliError.NotRunning(id, run.Status.ToString().ToLowerInvariant());
            }

            await steer(home.Tracks, id, cancellationToken);
            session.Answer(new Steered(id, name), () => new Spectre.Console.Text($"{id} {said}\n"));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The newest run of a track.</summary>
    /// <exception cref="CliError">There is none; the message names those that are known.</exception>
    public static async Task<TrackRun> FindAsync(Session session, LiveHome home, string track, CancellationToken cancellationToken) =>
        await home.Tracks.FindAsync(track, cancellationToken) ?? throw CliError.NoSuchTrack(track, await KnownTracks.IdsAsync(session.Home, home, cancellationToken));

    private sealed record Steered(string Id, string Done);
}
