using System.Text.Json.Serialization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>All tracks, a line each; what needs a person first.</summary>
internal static class TrackList
{
    public static IRenderable Render(TrackListAnswer answer)
    {
        if (answer.Tracks.Count == 0)
        {
            return Empty(answer.Reason);
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("track", "title", "status", "needs you", "usd");
        table.Columns[4].RightAligned();
        foreach (var track in answer.Tracks.OrderBy(t => t.NeedsYou == 0))
        {
            table.AddRow(
                new Text(SafeText.Line(track.Id, 40)),
                new Text(SafeText.Line(track.Title, 60)),
                new Text(Status(track), track.Status is { } status ? StatusStyle.For(status) : Color.Yellow),
                new Text(track.NeedsYou switch { null => "?", 0 => "", var count => $"{count}" }),
                new Text(track.Usd is { } usd ? Format.Usd(usd) : "?"));
        }

        var reasons = answer.Tracks.Select(t => t.Reason).Append(answer.Reason).OfType<string>().Distinct().ToList();
        return reasons.Count == 0 ? table : new Rows([table, .. reasons.Select(r => new WholeLine($"not known: {SafeText.Line(r)}"))]);
    }

    /// <summary>What is said where no track is known.</summary>
    /// <param name="reason">Why there may be some all the same; null: there are none.</param>
    public static IRenderable Empty(string? reason) => new Text(reason is null
        ? "No tracks yet: `slop demo` shows one, `slop run track.json` starts yours.\n"
        : $"No track is known on disk, and {SafeText.Line(reason)}.\n");

    private static string Status(TrackListLine track) => track.Status switch
    {
        null => "not known",
        TrackStatus.Blocked when track.IsOver == true => "blocked, over",
        { } status => Format.Word(status),
    };
}

/// <summary>One track of <c>slop list</c>; null is what is not known.</summary>
/// <param name="NeedsYou">Open gates and blocked tickets of a track that is not over.</param>
/// <param name="Usd">US dollars spent so far.</param>
/// <param name="IsOver">True: it has ended, and no request reaches it any more.</param>
/// <param name="Reason">Why its state is not known.</param>
internal sealed record TrackListLine(
    string Id,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TrackStatus? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? NeedsYou,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Usd,
    bool? IsOver = null,
    string? Reason = null)
{
    public static TrackListLine From(KnownTrack track) => track.State is { } state
        ? From(state)
        : new(track.Id, track.Unknown!.Title, null, null, null, null, track.Unknown.Reason);

    private static TrackListLine From(TrackSnapshot track) => new(
        track.Id,
        track.Title,
        track.Status,
        // A ticket that waits does so at a gate, which is counted already.
        track.Ended is null ? track.Gates.Count + track.Tickets.Count(t => t.Status == TicketStatus.Blocked) : 0,
        track.Usage.Values.Sum(u => u.Usd),
        track.Ended is not null);
}

/// <summary>The shape of <c>slop list --json</c>.</summary>
/// <param name="Reason">Why there may be more tracks; null: these are all.</param>
internal sealed record TrackListAnswer(IReadOnlyList<TrackListLine> Tracks, string? Reason = null);
