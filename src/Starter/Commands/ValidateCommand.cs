using System.CommandLine;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>slop validate</c>: all mistakes of a track file, and what is missing on this machine.</summary>
internal static class ValidateCommand
{
    public static Command Create(Cli cli)
    {
        var file = new Argument<string>("track.json") { Description = "The track file" };
        var command = cli.Command(
            "validate",
            "Check a track file: every mistake at once, with its place",
            "slop validate track.json",
            "slop validate track.json --script script.json",
            "slop validate track.json --json");
        var script = new Option<string?>("--script")
        {
            Description = "A script that is to be played for it: checked too",
            HelpName = "file",
        };
        command.Add(file);
        command.Add(script);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(cli.Open(parsed), parsed.GetValue(file)!, parsed.GetValue(script), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Session session, string path, string? script, CancellationToken cancellationToken)
    {
        var file = TrackFile.Read(session.Terminal, path);
        // What may be missing only here is a warning, and an error for `run`.
        var repository = file.Reading.Track is { } track
            ? await TrackRepository.ResolveAsync(file, track, session.Home, cancellationToken)
            : null;
        IReadOnlyList<Problem> warnings = [.. file.Reading.Warnings, .. repository?.Warnings ?? []];
        IReadOnlyList<Problem> errors = [.. file.Reading.Errors, .. repository?.Errors ?? []];
        var played = script is null ? [] : TrackScript.Check(session.Terminal.FullPath(script));
        if (session.Json)
        {
            session.AnswerJson(ProblemList.Answer([.. errors, .. played], warnings));
        }
        else
        {
            var verdict = $"{Verdict(file, errors.Count, warnings.Count)}\n{(script is null ? "" : Verdict(script, played.Count))}";
            await session.Terminal.Out.WriteAsync(
                $"{ProblemList.Text(file.Shown, errors, warnings)}{ProblemList.Text(script ?? "", played, [])}{verdict}");
        }

        return errors.Count + played.Count > 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static string Verdict(TrackFile file, int errors, int warnings) => (errors, warnings) switch
    {
        (0, 0) => $"{SafeText.Line(file.Shown)}: {Count(file.Reading.Track!.Tickets.Count, "ticket")}, no mistakes",
        (0, _) =>
            $"{SafeText.Line(file.Shown)}: {Count(file.Reading.Track!.Tickets.Count, "ticket")}, no errors, {Count(warnings, "warning")}",
        _ => $"{SafeText.Line(file.Shown)}: {Count(errors, "error")}, {Count(warnings, "warning")}",
    };

    private static string Verdict(string script, int errors) =>
        $"{SafeText.Line(script)}: {(errors == 0 ? "no mistakes" : Count(errors, "error"))}\n";

    private static string Count(int number, string word) => $"{number} {word}{(number == 1 ? "" : "s")}";
}
