using System.CommandLine;
using SlopTemporal.Starter.Gates;
using SlopTemporal.Starter.Hosting;
using SlopTemporal.Starter.Journals;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;

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
        var known = await KnownTracks.FindAsync(session.Home, live, track, cancellationToken)
            ?? throw await KnownTracks.NotFoundAsync(session.Home, live, track, cancellationToken);
        if (known.Unknown is { } unknown)
        {
            session.Answer(unknown, () => WhatIsOnDisk(session.Home, unknown));
            return ExitCode.Failure;
        }

        // The journal has what a person must see whole; what travels is cut.
        var snapshot = GateOnDisk.Complete(session.Home, known.State!);
        var document = session.Json ? null : await KnownTracks.DocumentAsync(session.Home, live, snapshot, cancellationToken);
        session.Answer(snapshot, () => EndReport.Render(new(snapshot), document, DateTimeOffset.UtcNow));
        if (live?.WebUiGap is { } gap)
        {
            await session.MessageWriter.WriteLineAsync(gap);
        }

        return ExitCode.Done;
    }

    private static Text WhatIsOnDisk(SlopHome home, UnknownTrack track)
    {
        var run = new JournalFolders(home).Run(track.Id, track.Epoch);
        var journaled = new JournaledTrack { Id = track.Id, Epoch = track.Epoch, Run = run };
        var attempts = AttemptLines.Render(TrackOverview.From(journaled, new(home)).Tickets);
        return new(
            $"{SafeText.Line(track.Id)}: its state is not known: {SafeText.Line(track.Reason)}\n"
            + (attempts.Length == 0 ? "" : $"\nthis is what is on disk (`slop show {SafeText.Line(track.Id)}`):\n{attempts}"));
    }
}
