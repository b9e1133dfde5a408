using System.CommandLine;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop limits</c>: how much a running track may do at once, and spend; shown, or changed.</summary>
internal static class LimitsCommand
{
    private const string Signal = "set_limits";

    public static Command Create(Cli cli)
    {
        var track = TrackArgument.Optional();
        var workers = new Option<int?>("--max-workers")
        {
            Description = "Maximum number of tickets that run at once",
            HelpName = "number",
            CustomParser = NumberParser.Whole(1, TrackMaxima.MaxWorkers),
        };
        var usd = new Option<decimal?>("--usd")
        {
            Description = "Maximum US dollars in total",
            HelpName = "amount",
            CustomParser = NumberParser.Amount(TrackMaxima.BudgetUsd),
        };
        var tokens = new Option<long?>("--tokens")
        {
            Description = "Maximum tokens in total",
            HelpName = "number",
            CustomParser = NumberParser.Whole(1, TrackMaxima.BudgetTokens),
        };
        var minutes = new Option<int?>("--minutes")
        {
            Description = "Maximum minutes of activity; waiting does not count",
            HelpName = "number",
            CustomParser = NumberParser.Whole(1, TrackMaxima.BudgetMinutes),
        };
        var command = cli.Command(
            "limits",
            "Show the limits of a running track, or change them; they take effect at once",
            "slop limits",
            "slop limits --max-workers 8",
            "slop limits csv-export --usd 20 --minutes 600");
        command.Add(track);
        command.Add(workers);
        command.Add(usd);
        command.Add(tokens);
        command.Add(minutes);
        command.SetAction((parsed, token) =>
        {
            var budget = new Budget { Usd = parsed.GetValue(usd), Tokens = parsed.GetValue(tokens), Minutes = parsed.GetValue(minutes) };
            var limits = new Limits { MaxWorkers = parsed.GetValue(workers), Budget = budget == new Budget() ? null : budget };
            return limits == new Limits()
                ? ShowAsync(cli.Open(parsed), parsed.GetValue(track), token)
                : SetAsync(cli.Open(parsed), parsed.GetValue(track), limits, token);
        });
        return command;
    }

    private static async Task<int> SetAsync(Session session, string? named, Limits limits, CancellationToken cancellationToken)
    {
        var home = await ConnectedHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        var track = await new RunningTracks(session, home).SelectAsync(named, cancellationToken);
        var said = await home.Tracks.RequestAsync(track, Signal, limits, cancellationToken);
        if (said is not null && await KnownTracks.SnapshotAsync(session.Home, home, track, cancellationToken) is { } state)
        {
            // The track hears of what a ticket has spent when that waits or ends; here all of them are asked.
            var (spent, atWork) = (TrackBill.Sum(state), state.Tickets.Count(t => t.Status == TicketStatus.InProgress));
            var known = LimitEffects.Describe(track, limits, new(spent.Usd, spent.Tokens), atWork);
            said = known == LimitEffects.Done ? said : known;
        }

        Steering.Answer(session, track, Signal, said);
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(Session session, string? named, CancellationToken cancellationToken)
    {
        var home = await ConnectedHome.FindAsync(session, cancellationToken) ?? throw CliError.NotUp();
        var track = await new RunningTracks(session, home).SelectAsync(named, cancellationToken);
        var state = await KnownTracks.SnapshotAsync(session.Home, home, track, cancellationToken)
            ?? throw CliError.StateUnknown(track, UnknownTrack.WorkerSilent);
        var shown = TrackLimits.From(state);
        session.Answer(shown, () => new Text(shown.Describe() + "\n"));
        return ExitCode.Done;
    }
}
