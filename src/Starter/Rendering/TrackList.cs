using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>All tracks, a line each; what needs a person first.</summary>
internal static class TrackList
{
    public static IRenderable Render(IReadOnlyList<TrackListLine> tracks)
    {
        if (tracks.Count == 0)
        {
            return new Text("No tracks yet: `slop demo` shows one, `slop run track.json` starts yours.\n");
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("track", "title", "status", "needs you", "usd");
        table.Columns[4].RightAligned();
        foreach (var track in tracks.OrderBy(t => t.NeedsYou == 0))
        {
            table.AddRow(
                new Text(SafeText.Line(track.Id, 40)),
                new Text(SafeText.Line(track.Title, 60)),
                new Text(Format.Word(track.Status), StatusStyle.For(track.Status)),
                new Text(track.NeedsYou == 0 ? "" : $"{track.NeedsYou}"),
                new Text(Format.Usd(track.Usd)));
        }

        return table;
    }
}

/// <summary>One track of <c>slop list</c>.</summary>
/// <param name="NeedsYou">Open gates and blocked tickets of a track that is not over.</param>
/// <param name="Usd">US dollars spent so far.</param>
internal sealed record TrackListLine(string Id, string Title, TrackStatus Status, int NeedsYou, decimal Usd);

/// <summary>The shape of <c>slop list --json</c>.</summary>
internal sealed record TrackListAnswer(IReadOnlyList<TrackListLine> Tracks);
