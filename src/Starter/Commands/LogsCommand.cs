using System.CommandLine;
using SlopTemporal.Domain.Json;
using SlopTemporal.Starter.Journals;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Commands;

/// <summary>
/// <c>slop logs</c>: the events of a track, a line each; with <c>-f</c> as they come, and what models say while they say it.
/// </summary>
internal static class LogsCommand
{
    private const int DefaultLines = 100;

    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Required();
        var ticket = new Argument<string?>("ticket") { Description = "Only this ticket", Arity = ArgumentArity.ZeroOrOne };
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Continue until the track is over, with the words of models as they come; Ctrl-C leaves the track running",
        };
        var lines = new Option<int?>("--lines", "-n")
        {
            Description = "Number of the newest lines to start with",
            HelpName = "n",
            DefaultValueFactory = _ => DefaultLines,
            CustomParser = NumberParser.Whole(0, int.MaxValue),
        };
        var command = cli.Command(
            "logs",
            "What happened, one event on each line, the newest last; with --json one object on each line (JSON Lines)",
            "slop logs ledger -f",
            "slop logs ledger parser -n 20",
            "slop logs ledger --json");
        command.Add(track);
        command.Add(ticket);
        command.Add(follow);
        command.Add(lines);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            cli.Open(parsed),
            parsed.GetValue(track)!,
            new(parsed.GetValue(ticket), parsed.GetValue(lines) ?? DefaultLines, parsed.GetValue(follow)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, Wanted wanted, CancellationToken cancellationToken)
    {
        var track = await JournaledTrack.FindAsync(session, id, cancellationToken);
        var ticket = wanted.Ticket is { } named ? track.RequireTicket(named) : null;
        var log = new RunLog(track.Run, ticket);
        var width = (ticket is null ? track.Tickets : [ticket]).Select(t => t.Length).DefaultIfEmpty().Max();
        void Show(IReadOnlyList<LogItem> items)
        {
            var lines = items.Select(item => session.Json ? Json(item) : LogLine.Render(item, width));
            foreach (var line in lines.Where(line => line.Length > 0))
            {
                session.Terminal.Out.WriteLine(line);
            }

            session.Terminal.Out.Flush();
        }

        if (wanted.Follow)
        {
            var followed = new FollowedLog(log, new(LiveFile.PathFor(session.Home, track.Id, track.Epoch)), ticket);
            Show(followed.Begin(wanted.Lines));
            await new LogFollower(followed, token => track.IsOverAsync(session.Home, token), Show, LogFollower.PollInterval)
                .FollowAsync(cancellationToken);
        }
        else
        {
            Show([.. log.Next(wanted.Lines).Select(e => new LogItem(e))]);
        }

        return ExitCode.Done;
    }

    private static string Json(LogItem item) =>
        item.Event is { } happened
            ? PrintedJson.Text(happened, SlopJson.Options)
            : PrintedJson.Text(item.Live, SlopJson.Options);

    private sealed record Wanted(string? Ticket, int Lines, bool Follow);
}
