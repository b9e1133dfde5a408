using System.Globalization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A track as a live table: a line per ticket, and the whole.</summary>
internal static class TrackTable
{
    private const int MostDoing = 44;

    public static IRenderable Render(TrackSnapshot track, DateTimeOffset now, int mostRows)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("sign", "ticket", "state", "attempt", "model", "turn", "doing", "tokens", "elapsed");
        table.Columns[7].RightAligned();
        table.Columns[8].RightAligned();
        foreach (var column in table.Columns)
        {
            column.NoWrap();
        }

        foreach (var ticket in Shown(track.Tickets, mostRows))
        {
            table.AddRow(Row(ticket, now));
        }

        var left = Math.Max(track.TicketCount, track.Tickets.Count) - table.Rows.Count;
        return new Rows(
            new Text($"{SafeText.Line(track.Title, 60)} · {Figures.Word(track.Status)}", StatusStyle.Of(track.Status)),
            table,
            new Text($"{(left > 0 ? $"and {left} more · " : "")}{TrackTotals.Line(track, now)}", Color.Grey));
    }

    /// <summary>All in file order where they fit; else what needs eyes, then what is at work.</summary>
    private static IEnumerable<TicketSnapshot> Shown(IReadOnlyList<TicketSnapshot> tickets, int most) =>
        tickets.Count <= most ? tickets : tickets.OrderBy(t => StatusStyle.Rank(t.Status)).Take(most);

    private static Text[] Row(TicketSnapshot ticket, DateTimeOffset now)
    {
        var style = StatusStyle.Of(ticket.Status);
        string[] cells =
        [
            StatusStyle.Sign(ticket.Status),
            SafeText.Line(ticket.Id, 32),
            Figures.Word(ticket.Status),
            ticket.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {ticket.Attempt}") : "",
            SafeText.Line(ticket.Model, 32),
            ticket.Turn is > 0 and var turn ? string.Create(CultureInfo.InvariantCulture, $"turn {turn}") : "",
            SafeText.Line(Doing(ticket), MostDoing),
            Figures.Tokens(ticket.Usage) is > 0 and var tokens ? Figures.Count(tokens) : "",
            ticket.Started is { } started ? Figures.Elapsed((ticket.Ended ?? now) - started) : "",
        ];
        return [.. cells.Select((c, i) => new Text(c, i < 3 ? style : Style.Plain))];
    }

    private static string? Doing(TicketSnapshot ticket) => ticket.Status switch
    {
        TicketStatus.InProgress => ticket.Doing,
        TicketStatus.Waiting => ticket.Gate,
        TicketStatus.Completed => ticket.Commit is null ? "" : Figures.Hash(ticket.Commit),
        _ => ticket.Reason,
    };
}
