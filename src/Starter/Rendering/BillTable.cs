using SlopTemporal.Domain.Models;
using SlopTemporal.Starter.Tracks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SlopTemporal.Starter.Rendering;

/// <summary>What was spent, for people; numbers are never wrapped.</summary>
internal static class BillTable
{
    private const int Widest = 32;
    private const string Gap = "  ";
    private static readonly string[] Counts = ["calls", "input", "cached", "output", "thoughts", "usd"];

    /// <summary>One track: by tier and model, then by ticket.</summary>
    public static IRenderable Render(TrackBill bill)
    {
        var spent = bill.Tickets.Where(t => t.Usage.Calls > 0).ToList();
        var parts = new List<IRenderable>
        {
            new Text($"{SafeText.Line(bill.Title.Length > 0 ? bill.Title : bill.Id, 60)} · {Figures.Word(bill.Status)} · {Spent(bill)}", StatusStyle.Of(bill.Status)),
        };
        if (spent.Count == 0)
        {
            parts.Add(new Text(bill.Reason is { Length: > 0 } reason ? SafeText.Line(reason) : "no model was called"));
            return new Rows(parts);
        }

        parts.Add(CostTable.Render(bill.Usage));
        parts.AddRange(Lines(["ticket", "attempts", .. Counts], [.. spent.Select(t => (string[])[SafeText.Line(t.Id, Widest), Number(t.Attempts), .. Cells(t.Usage)])]));
        var inVain = spent.Where(t => t.NoReply > 0).ToList();
        if (inVain.Count > 0)
        {
            parts.Add(new Text($"\nof these, calls without a usable reply: {string.Join(", ", inVain.Select(t => $"{SafeText.Line(t.Id, Widest)} {Number(t.NoReply ?? 0)}"))}"));
        }

        return new Rows(parts);
    }

    /// <summary>All tracks, a line each, and the sum.</summary>
    public static IRenderable Render(BillList bills)
    {
        if (bills.Tracks.Count == 0)
        {
            return TrackList.Render([]);
        }

        List<string[]> rows = [.. bills.Tracks.Select(t => (string[])[SafeText.Line(t.Id, Widest), Figures.Word(t.Status), .. Cells(t.Usage)])];
        return new Rows(Lines(["track", "status", .. Counts], bills.Tracks.Count == 1 ? rows : [.. rows, ["all", "", .. Cells(bills.Total)]]));
    }

    private static string Spent(TrackBill bill) => bill.Budget?.Usd is { } cap ? $"{Figures.Usd(bill.Total.Usd)} of {Figures.Usd(cap)}" : Figures.Usd(bill.Total.Usd);

    private static string[] Cells(Usage spent) => [Number(spent.Calls), Number(spent.Input), Number(spent.Cached), Number(spent.Output), Number(spent.Thoughts), Figures.Usd(spent.Usd)];

    private static string Number(long number) => Figures.Count(number);

    /// <summary>Words stand left, numbers right.</summary>
    private static IEnumerable<IRenderable> Lines(string[] head, List<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        return all.Select(row => new WholeLine(string.Join(Gap, row.Select((cell, column) => IsWord(head[column]) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))));
    }

    private static bool IsWord(string head) => head is "ticket" or "track" or "status";
}
