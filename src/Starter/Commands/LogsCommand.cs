using System.CommandLine;
using System.Text.Json;
using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Journals;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop logs</c>: the events of a track, a line each, as they come.</summary>
internal static class LogsCommand
{
    private const int DefaultLines = 100;

    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Named();
        var ticket = new Argument<string?>("ticket") { Description = "Only this ticket", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the track is over; Ctrl-C leaves it running" };
        var lines = new Option<int>("--lines", "-n") { Description = "Newest lines to begin with", HelpName = "n", DefaultValueFactory = _ => DefaultLines };
        var command = cli.Command(
            "logs", "What happened, a line an event, the newest last; with --json an object a line (JSON Lines)", "slop logs ledger -f", "slop logs ledger parser -n 20", "slop logs ledger --json");
        command.Add(track);
        command.Add(ticket);
        command.Add(follow);
        command.Add(lines);
        lines.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--lines counts from 0.");
            }
        });
        command.SetAction((parsed, cancellationToken) => RunAsync(
            cli.Open(parsed), parsed.GetValue(track)!, new(parsed.GetValue(ticket), parsed.GetValue(lines), parsed.GetValue(follow)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, Wanted wanted, CancellationToken cancellationToken)
    {
        var track = await JournaledTrack.FindAsync(session, id, cancellationToken);
        var ticket = wanted.Ticket is { } named ? track.Ticket(named) : null;
        var log = new RunLog(track.Run, ticket);
        var width = (ticket is null ? track.Tickets : [ticket]).Select(t => t.Length).DefaultIfEmpty().Max();
        void Show(IReadOnlyList<LogEvent> events)
        {
            foreach (var happened in events)
            {
                session.Terminal.Out.WriteLine(session.Json ? JsonSerializer.Serialize(happened, SlopJson.Options) : LogLine.Of(happened, width));
            }

            session.Terminal.Out.Flush();
        }

        Show(log.Next(wanted.Lines));
        if (wanted.Follow)
        {
            await new LogFollow(log, token => track.IsOverAsync(session.Home, token), Show, LogFollow.Pause).FollowAsync(cancellationToken);
        }

        return ExitCode.Done;
    }

    private sealed record Wanted(string? Ticket, int Lines, bool Follow);
}
