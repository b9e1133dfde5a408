using System.CommandLine;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop cost</c>: the bill of one track, or of all.</summary>
internal static class CostCommand
{
    public static Command Create(Cli cli)
    {
        var track = new Argument<string?>("track")
        {
            Description = "Id of the track; without it all tracks with their sums",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = cli.Command(
            "cost",
            "The bill: tokens and dollars by tier, model and ticket, failed calls included",
            "slop cost",
            "slop cost ledger",
            "slop cost ledger --json");
        command.Add(track);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(track) is { } id
            ? OneAsync(cli.Open(parsed), id, cancellationToken)
            : AllAsync(cli.Open(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> OneAsync(Session session, string track, CancellationToken cancellationToken)
    {
        var live = await ConnectedHome.FindAsync(session, cancellationToken);
        var known = await KnownTracks.FindAsync(session.Home, live, track, cancellationToken)
            ?? throw await KnownTracks.NotFoundAsync(session.Home, live, track, cancellationToken);
        var snapshot = known.State ?? throw CliError.StateUnknown(track, known.Unknown!.Reason);
        var bill = TrackBill.From(snapshot, new JournalFolders(session.Home).Run(snapshot.Id, snapshot.Epoch));
        session.Answer(bill, () => BillTable.Render(bill));
        return ExitCode.Done;
    }

    private static async Task<int> AllAsync(Session session, CancellationToken cancellationToken)
    {
        var live = await ConnectedHome.FindAsync(session, cancellationToken);
        var tracks = await KnownTracks.AllAsync(session.Home, live, cancellationToken);
        var gap = KnownTracks.FindGap(session.Home, live, tracks);
        var bills = BillList.From(tracks, gap);
        session.Answer(bills, () => BillTable.Render(bills));
        return ListCommand.ExitCodeFor(tracks, gap);
    }
}
