using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What landed and should be looked at, though every check passed.</summary>
internal static class UnusualList
{
    /// <summary>More than this are only counted: a person who is shown a hundred lines reads none.</summary>
    private const int MaxLines = 20;

    private const int MaxWidth = 120;

    public static IEnumerable<IRenderable> Render(TrackSnapshot track)
    {
        var lines = track.Tickets.Where(t => t.Status == TicketStatus.Completed)
            .SelectMany(t => (t.Changes?.ToLookAt ?? []).Select(what => $"  {SafeText.Line(t.Id)}  {SafeText.Line(what, MaxWidth)}"))
            .ToList();
        if (lines.Count == 0)
        {
            yield break;
        }

        yield return new Text("");
        yield return new Text("Look at what was merged", Color.Yellow);
        foreach (var line in lines.Take(MaxLines))
        {
            yield return new WholeLine(line);
        }

        if (lines.Count > MaxLines)
        {
            yield return new WholeLine($"  … and {lines.Count - MaxLines} more (`slop status {track.Id} --json` has them all)");
        }
    }
}
