using System.CommandLine;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop plan</c>: tiers 1 and 2 write the tickets for a goal, a person reads them, and they start or are saved.</summary>
internal static class PlanCommand
{
    private const int MaxTitle = 80;

    /// <summary>Characters of an id that is made of a goal.</summary>
    private const int MaxSlug = 32;

    public static Command Create(Cli cli)
    {
        var flags = new PlanFlags();
        var command = cli.Command(
            "plan",
            "Have models write the tickets for a goal; you read them before they start",
            "slop plan \"Export the table as CSV\" --verify \"dotnet test\"",
            "slop plan \"Export the table as CSV\" --repository ../shop --id csv-export --base develop",
            "slop plan \"Export the table as CSV\" --save track.json",
            "slop plan \"Export the table as CSV\" --no-wait --json");
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = cli.Open(parsed);
            return RunAsync(session, flags.Read(parsed, session.Terminal), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Session session, PlanOptions plan, CancellationToken cancellationToken)
    {
        var terminal = session.Terminal;
        var save = plan.Save is { } path ? terminal.FullPath(path) : null;
        if (save is not null && File.Exists(save) && !plan.Force)
        {
            throw CliError.FileExists(plan.Save!);
        }

        var track = new Track
        {
            Id = plan.Id ?? Slug(plan.Goal) ?? throw CliError.NoIdFromGoal(),
            Title = plan.Title ?? Preview.Line(plan.Goal, MaxTitle),
            Goal = plan.Goal,
            Repository = terminal.FullPath(plan.Repository),
            Base = plan.Base,
            Setup = plan.Setup,
            Verify = plan.Verify,
        };
        var options = plan.Run with { Made = TrackFile.Make(terminal.Folder, track), KeepsOnly = save is not null };
        return await new RunFlow(session).RunAsync(
            options, cancellationToken, save is null ? null : end => SaveAsync(session, end, save, cancellationToken));
    }

    /// <summary>Writes the approved track file; a plan that was not approved leaves none.</summary>
    private static async Task<int> SaveAsync(Session session, TrackEnd end, string path, CancellationToken cancellationToken)
    {
        if (end.ExitCode == ExitCode.Waiting)
        {
            await session.MessageWriter.WriteLineAsync(
                $"{SafeText.Line(path)} is not written yet: once you have approved the plan, "
                + $"`slop show {end.Track.Id} --plan > {SafeText.Line(path)}` writes it");
        }

        if (end.ExitCode != ExitCode.Done)
        {
            return end.ExitCode;
        }

        if (end.Track.IsPlan != true || KnownTracks.Document(session.Home, end.Track.Document)?.Track is not { } track)
        {
            throw CliError.NotSaved(end.Track.Id, path);
        }

        var folder = Path.GetDirectoryName(path)!;
        var text = TrackFileText.Write(track with { Repository = Path.GetRelativePath(folder, track.Repository!) });
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, text, cancellationToken);
        await session.MessageWriter.WriteLineAsync($"saved {SafeText.Line(path)}; `slop run {SafeText.Line(path)}` starts it");
        return ExitCode.Done;
    }

    /// <summary>The first words of a goal as an id; null: nothing of it is left.</summary>
    internal static string? Slug(string goal)
    {
        if (TicketIds.From(goal.ToLowerInvariant()) is not { } id || id.Length <= MaxSlug)
        {
            return TicketIds.From(goal.ToLowerInvariant());
        }

        var end = id.LastIndexOf('-', MaxSlug);
        return TicketIds.From(id[..(end > 0 ? end : MaxSlug)]);
    }
}
