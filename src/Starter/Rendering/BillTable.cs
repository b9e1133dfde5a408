using SlopTemporal.Domain.Models;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What was spent, for people; numbers are never wrapped.</summary>
internal static class BillTable
{
    private const int MaxWidth = 32;
    private const string Gap = "  ";
    private static readonly string[] Counts = ["calls", "input", "cached", "output", "thoughts", "usd"];

    /// <summary>One track: by tier and model, then by ticket.</summary>
    public static IRenderable Render(TrackBill bill)
    {
        var spent = bill.Tickets.Where(t => t.Usage.Calls > 0).ToList();
        var parts = new List<IRenderable>
        {
            new Text($"{Title(bill)} · {Format.Word(bill.Status)} · {Spent(bill)}", StatusStyle.For(bill.Status)),
        };
        if (spent.Count == 0 && bill.Plan is null)
        {
            parts.Add(new Text(bill.Reason is { Length: > 0 } reason ? SafeText.Line(reason) : "no model was called"));
            return new Rows(parts);
        }

        parts.Add(CostTable.Render(bill.Usage));
        parts.AddRange(Align(["ticket", "attempts", .. Counts], [.. PlanRow(bill), .. spent.Select(Row)]));
        var withFailures = spent.Where(t => t.NoReply > 0).ToList();
        if (withFailures.Count > 0)
        {
            var counts = withFailures.Select(t => $"{SafeText.Line(t.Id, MaxWidth)} {Number(t.NoReply ?? 0)}");
            parts.Add(new Text($"\nof these, calls without a usable reply: {string.Join(", ", counts)}"));
        }

        return new Rows(parts);
    }

    /// <summary>All tracks, a line each, and the sum.</summary>
    public static IRenderable Render(BillList bills)
    {
        if (bills.Tracks.Count == 0)
        {
            return TrackList.Empty(bills.Reason);
        }

        List<string[]> rows = [.. bills.Tracks.Select(Row)];
        var reasons = bills.Tracks.Select(t => t.Reason).Append(bills.Reason).OfType<string>().Distinct();
        return new Rows(
        [
            .. Align(["track", "status", .. Counts], bills.Tracks.Count == 1 ? rows : [.. rows, ["all", "", .. Cells(bills.Total)]]),
            .. reasons.Select(r => new WholeLine($"not known: {SafeText.Line(r)}")),
        ]);
    }

    private static string Title(TrackBill bill) => SafeText.Line(bill.Title.Length > 0 ? bill.Title : bill.Id, 60);

    private static string Spent(TrackBill bill) =>
        bill.Budget?.Usd is { } cap ? $"{Format.Usd(bill.Total.Usd)} of {Format.Usd(cap)}" : Format.Usd(bill.Total.Usd);

    private static string[] Row(TicketBill ticket) => [SafeText.Line(ticket.Id, MaxWidth), Number(ticket.Attempts), .. Cells(ticket.Usage)];

    private static string[][] PlanRow(TrackBill bill) => bill.Plan is { } plan ? [["the plan", "", .. Cells(plan)]] : [];

    private static string[] Row(BillLine track) =>
    [
        SafeText.Line(track.Id, MaxWidth),
        track.Status is { } status ? Format.Word(status) : "not known",
        .. track.Usage is { } usage ? Cells(usage) : Counts.Select(_ => "?"),
    ];

    private static string[] Cells(Usage spent) =>
    [
        Number(spent.Calls),
        Number(spent.Input),
        Number(spent.Cached),
        Number(spent.Output),
        Number(spent.Thoughts),
        Format.Usd(spent.Usd),
    ];

    private static string Number(long number) => Format.Count(number);

    /// <summary>Text is aligned to the left, numbers to the right.</summary>
    private static IEnumerable<IRenderable> Align(string[] header, List<string[]> rows)
    {
        string[][] all = [header, .. rows];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        return all.Select(row => new WholeLine(string.Join(Gap, row.Select((cell, column) => IsText(header[column])
            ? cell.PadRight(widths[column])
            : cell.PadLeft(widths[column])))));
    }

    private static bool IsText(string header) => header is "ticket" or "track" or "status";
}
