using System.Diagnostics;
using SlopTemporal.Workflows;

namespace SlopTemporal.Bench;

/// <summary>A track of six tickets on a repository with a slow setup, beside the ideal.</summary>
internal sealed class RealTrack(Place place, string folder)
{
    private const double Goal = 1.25;

    /// <summary>Activities that took less are not shown.</summary>
    private const double WorthALine = 0.4;

    private readonly Ideal _ideal = new(place.Home);

    /// <summary>The best of some rounds counts, of each step: others use the machine too.</summary>
    public static async Task RunAsync(Place place, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("slop-bench-real-").FullName;
        try
        {
            await new RealTrack(place, folder).RunAsync(rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(int rounds)
    {
        var ideals = new List<IReadOnlyList<double>>();
        var tracks = new List<(double Seconds, string Id)>();
        for (var round = 1; round <= rounds; round++)
        {
            ideals.Add(await _ideal.MeasureAsync(Path.Combine(folder, $"ideal-{round}")));
            tracks.Add(await MeasureAsync($"real-{round}"));
            Console.WriteLine($"round {round}: ideal {ideals[^1].Sum():0.0} s, track {tracks[^1].Seconds:0.0} s");
        }

        var best = Enumerable.Range(0, ideals[0].Count).Select(step => ideals.Min(ideal => ideal[step])).ToList();
        var (seconds, id) = tracks.Min();
        await ShowActivitiesAsync(id);
        var checks = string.Join(" + ", best.Skip(1).Select(step => $"{step:0.0}"));
        Console.WriteLine($"ideal {best.Sum():0.0} s: setup {best[0]:0.0}, checks {checks}");
        Console.WriteLine($"track {seconds:0.0} s: {seconds / best.Sum():0.00} times the ideal; the goal is at most {Goal:0.00}");
    }

    private async Task<(double Seconds, string Id)> MeasureAsync(string id)
    {
        var document = await SlowRepository.CreateTrackAsync(place.Home, Path.Combine(folder, id), id);
        var watch = Stopwatch.StartNew();
        await place.RunAsync(document, SlowRepository.Script());
        return (watch.Elapsed.TotalSeconds, id);
    }

    private async Task ShowActivitiesAsync(string track)
    {
        List<ActivityTime> times = [];
        foreach (var workflow in SlowRepository.Tickets.Select(id => WorkflowIds.Ticket(track, id)).Prepend(WorkflowIds.Track(track)))
        {
            times.AddRange(ActivityTime.Read(workflow, await place.HistoryAsync(workflow)));
        }

        var start = times.Min(t => t.Asked);
        Console.WriteLine($"{"from",6}{"to",8}{"took",7}");
        foreach (var time in times.Where(t => t.Seconds >= WorthALine).OrderBy(t => t.Asked))
        {
            Console.WriteLine(
                $"{(time.Asked - start).TotalSeconds,6:0.0}{(time.Done - start).TotalSeconds,8:0.0}{time.Seconds,7:0.0}  "
                    + $"{time.Workflow} {time.Name}");
        }

        foreach (var group in times.GroupBy(t => t.Name).OrderByDescending(g => g.Sum(t => t.Seconds)))
        {
            Console.WriteLine($"{group.Sum(t => t.Seconds),21:0.0}  {group.Count()} times {group.Key}");
        }
    }
}
