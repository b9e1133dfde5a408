using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>--dry-run</c>: what would happen, with nothing started.</summary>
internal static class DryRun
{
    public static int Show(Session session, RunOptions options)
    {
        var file = TrackFile.Read(session.Terminal, options.File);
        var track = file.Valid();
        track = options.MaxWorkers is { } most ? track with { MaxWorkers = most } : track;
        var ladder = TrackScript.PathOf(file, options) is null ? session.Person.Values.Models : Ladder.Scripted;
        var models = ladder.Select(m => m.ToString()).ToList();
        if (session.Json)
        {
            session.AnswerJson(new DryRunAnswer(track.Id, track.MaxWorkers, GraphAnswer.WavesOf(track), models, TrackCommands.All(track)));
            return ExitCode.Done;
        }

        session.Terminal.Out.WriteLine($"{TrackDrawing.Text(track)}\n\nmodels   {string.Join(" -> ", models)}");
        foreach (var command in TrackCommands.All(track))
        {
            session.Terminal.Out.WriteLine($"command  {SafeText.Line(command)}");
        }

        return ExitCode.Done;
    }
}

/// <summary>The shape of <c>--dry-run --json</c>.</summary>
internal sealed record DryRunAnswer(string Id, int MaxWorkers, IReadOnlyList<IReadOnlyList<string>> Waves, IReadOnlyList<string> Models, IReadOnlyList<string> Commands);
