using System.Globalization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A track as a live table: a line per ticket, and the whole.</summary>
internal static class TrackTable
{
    private const string Gap = "  ";

    /// <summary>Characters of a column: a hostile name must not push the others off the screen.</summary>
    private const int MaxWidth = 32;

    /// <param name="now">The time, for what is not over.</param>
    /// <param name="maxRows">Tickets that the screen has lines for.</param>
    /// <param name="width">Characters of a line.</param>
    public static IRenderable Render(TrackSnapshot track, DateTimeOffset now, int maxRows, int width)
    {
        var shown = Shown(track.Tickets, maxRows).ToList();
        var rows = shown.Select(t => Cells(t, now)).ToList();
        var left = Math.Max(track.TicketCount, track.Tickets.Count) - shown.Count;
        return new Rows(
        [
            new Text(Cut($"{SafeText.Line(track.Title, 60)} · {Format.Word(track.Status)}", width), StatusStyle.For(track.Status)),
            .. shown.Zip(rows, (ticket, row) => Line(ticket, row, rows, width, track.Branch is not null)),
            new Text(Cut($"{(left > 0 ? $"and {left} more · " : "")}{TrackTotals.Line(track, now)}", width), Color.Grey),
        ]);
    }

    /// <summary>All in file order where they fit; else what needs a person, then what is at work.</summary>
    private static IEnumerable<TicketSnapshot> Shown(IReadOnlyList<TicketSnapshot> tickets, int max) =>
        tickets.Count <= max ? tickets : tickets.OrderBy(t => StatusStyle.Rank(t.Status)).Take(max);

    /// <summary>Columns as wide as their widest cell; what is longer than the screen is cut at its end, never wrapped.</summary>
    private static Paragraph Line(TicketSnapshot ticket, string[] row, List<string[]> rows, int width, bool hasBranch)
    {
        var cells = row.Select((cell, column) => cell.PadRight(rows.Max(r => r[column].Length))).Where(c => c.Length > 0).ToList();
        var head = Cut($"{StatusStyle.Sign(ticket.Status)} {string.Join(Gap, cells.Take(2))}", width);
        var doing = SafeText.Line(Doing(ticket, hasBranch));
        var rest = Cut($"{Gap}{string.Join(Gap, cells.Skip(2))}{Gap}{doing}".TrimEnd(), width - head.Length);
        return new Paragraph().Append(head, StatusStyle.For(ticket.Status)).Append(rest);
    }

    /// <summary>Spectre wraps at words; a live table that grows by a line jumps.</summary>
    private static string Cut(string text, int width)
    {
        var segment = new Segment(text);
        return segment.CellCount() <= width ? text : width < 1 ? "" : $"{Segment.Truncate(segment, width - 1)?.Text}…";
    }

    private static string[] Cells(TicketSnapshot ticket, DateTimeOffset now) =>
    [
        SafeText.Line(ticket.Id, MaxWidth),
        Format.Word(ticket.Status),
        ticket.Started is { } started ? Format.Elapsed((ticket.Ended ?? now) - started) : "",
        ticket.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $"attempt {ticket.Attempt}") : "",
        SafeText.Line(ticket.Model, MaxWidth),
        ticket.Turn is > 0 and var turn ? string.Create(CultureInfo.InvariantCulture, $"turn {turn}") : "",
        Format.Tokens(ticket.Usage) is > 0 and var tokens ? $"{Format.Count(tokens)} tokens" : "",
    ];

    private static string? Doing(TicketSnapshot ticket, bool hasBranch) => ticket.Status switch
    {
        TicketStatus.InProgress => ticket.Retrying ?? ticket.DescribeDoing(),
        TicketStatus.Waiting => ticket.Gate,
        TicketStatus.Completed => $"{Format.Hash(ticket.Commit)}{Gap}{ticket.DescribeLanded(hasBranch)}".TrimStart(),
        _ => ticket.Reason,
    };
}
