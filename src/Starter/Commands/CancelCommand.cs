using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop cancel</c>: stop a track and clean up after it, or one of its tickets.</summary>
internal static class CancelCommand
{
    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Required();
        var ticket = new Argument<string?>("ticket")
        {
            Description = "Id of a ticket: only that one is stopped",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = cli.Command(
            "cancel",
            "Stop a track, or one ticket: its worktrees are removed, what is merged stays",
            "slop cancel ledger",
            "slop cancel ledger parser");
        command.Add(track);
        command.Add(ticket);
        command.SetAction((parsed, token) => parsed.GetValue(ticket) is { } id
            ? Steering.SendAsync(
                cli.Open(parsed),
                async (running, _) => (await running.SelectAsync(parsed.GetValue(track), token), "cancel_ticket", id),
                token)
            : CancelAsync(cli.Open(parsed), parsed.GetValue(track)!, token));
        return command;
    }

    private static async Task<int> CancelAsync(Session session, string track, CancellationToken cancellationToken)
    {
        var home = await ConnectedHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        await new RunningTracks(session, home).SelectAsync(track, cancellationToken);
        await home.Tracks.CancelAsync(track, cancellationToken);
        Steering.Answer(session, track, "cancel", "it is being cancelled; `slop watch` waits for its end");
        return ExitCode.Done;
    }
}
