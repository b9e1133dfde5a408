using System.Globalization;
using SlopTemporal.Starter.Journals;

namespace SlopTemporal.Starter.Rendering;

/// <summary>A line for each attempt of a track.</summary>
internal static class AttemptLines
{
    private const int MaxWidth = 32;
    private const int MaxEndWidth = 160;
    private const string Gap = "  ";

    /// <summary>Tickets as the track has them; those that have not begun have no line.</summary>
    public static string Render(IReadOnlyList<TicketOverview> tickets)
    {
        var rows = tickets.SelectMany(ticket => ticket.Attempts.Select(attempt => Row(ticket.Ticket, attempt))).ToList();
        var widths = rows.Count == 0 ? [] : rows[0].Select((_, column) => rows.Max(r => r[column].Length)).ToArray();
        return string.Concat(rows.Select(row => $"{string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()}\n"));
    }

    private static string[] Row(string ticket, AttemptOverview attempt) =>
    [
        SafeText.Line(ticket, MaxWidth),
        string.Create(CultureInfo.InvariantCulture, $"attempt {attempt.Attempt}"),
        SafeText.Line(attempt.Model?.ToString(), MaxWidth),
        string.Create(CultureInfo.InvariantCulture, $"{attempt.Turns} turn{(attempt.Turns == 1 ? "" : "s")}"),
        SafeText.Line(attempt.End, MaxEndWidth),
    ];
}
