using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Graph;
using SlopTemporal.Starter.Rendering;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Commands;

/// <summary><c>--dry-run</c>: what would happen and about what it would cost, with nothing started.</summary>
internal static class DryRun
{
    public static async Task<int> ShowAsync(Session session, RunOptions options, CancellationToken cancellationToken)
    {
        var file = TrackFile.Read(session.Terminal, options.File);
        var track = file.RequireValid();
        var repository = await TrackRepository.ResolveAsync(file, track, session.Home, cancellationToken);
        _ = file.RequireValid(repository.Errors);
        await session.Terminal.Error.WriteAsync(ProblemList.Text(file.Shown, [], repository.Warnings));
        await StartNotes.WriteAsync(session, file, options, repository, cancellationToken);
        Answer(session, options, file, track);
        return ExitCode.Done;
    }

    private static void Answer(Session session, RunOptions options, TrackFile file, Track track)
    {
        track = options.MaxWorkers is { } max ? track with { MaxWorkers = max } : track;
        var ladder = TrackScript.FindPath(file, options) is null ? session.UserSettings.Values.Models : Ladder.Scripted;
        var models = ladder.Select(m => m.ToString()).ToList();
        var cost = Cost(session, file, track, ladder);
        if (session.Json)
        {
            session.AnswerJson(
                new DryRunAnswer(track.Id, track.MaxWorkers, GraphAnswer.ListWaves(track), models, TrackCommands.All(track), cost));
            return;
        }

        session.Terminal.Out.WriteLine(
            $"{TrackDrawing.Text(track)}\n\nmodels   {string.Join(" -> ", models)}\ncost     {CostLine.Text(cost)}");
        foreach (var command in TrackCommands.All(track))
        {
            session.Terminal.Out.WriteLine($"command  {SafeText.Line(command)}");
        }
    }

    private static CostForecast Cost(Session session, TrackFile file, Track track, IReadOnlyList<ModelName> ladder)
    {
        var sizes = new FileSizes(Path.GetFullPath(track.Repository ?? ".", file.Folder));
        var today = DateOnly.FromDateTime(session.Terminal.Time.GetUtcNow().UtcDateTime);
        return CostForecast.For(track, ladder, session.UserSettings.Values.Catalogue, today, sizes.Get);
    }
}

/// <summary>The shape of <c>--dry-run --json</c>.</summary>
/// <param name="Cost">An estimate, in US dollars.</param>
internal sealed record DryRunAnswer(
    string Id,
    int MaxWorkers,
    IReadOnlyList<IReadOnlyList<string>> Waves,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Commands,
    CostForecast Cost);
