using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Snapshots;

/// <summary>A track as a Markdown table, for the current details of the Web UI.</summary>
public static class TrackMarkdown
{
    /// <summary>Maximum rows: what is open comes first, the other tickets are counted.</summary>
    public const int MaxRows = 60;

    /// <summary>Maximum UTF-8 bytes: larger details break the Web UI's query.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>The Web UI draws a table without any space between its columns; this one survives Markdown.</summary>
    private const string Gap = "\u2003";

    public static string Render(TrackSnapshot track)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"**{Cell(track.Title)}** · {Words.For(track.Status)} · {Counts(track)}{Spent(track)}\n");
        foreach (var told in new[] { track.Reason, track.Doing }.OfType<string>())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n> {Cell(told)}\n");
        }

        text.Append(GateMarkdown.Retrying(track.Retrying));
        if (track.QuotaUntil is { } until)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nA quota of the day is used up: no call until {until:yyyy-MM-dd HH:mm} UTC.");
            text.Append(" The signal `resume` tries at once.\n");
        }

        if (track.Branch is { } branch)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n`{branch}` at `{track.Commit?[..Math.Min(10, track.Commit.Length)] ?? "-"}`\n");
        }

        text.Append(GateMarkdown.OpenGates(track.Gates)).Append(GateMarkdown.Problems(track.Problems));
        text.Append("\n| ticket | state | attempt | model | reason |\n|---|---|---|---|---|\n");
        var rows = track.Tickets.OrderBy(t => Rank(t.Status)).Take(MaxRows).ToList();
        var shown = 0;
        var bytes = Encoding.UTF8.GetByteCount(text.ToString());
        foreach (var row in rows.Select(ticket => Row(ticket, track.Branch is not null)))
        {
            bytes += Encoding.UTF8.GetByteCount(row);
            if (bytes > MaxBytes - 200)
            {
                break;
            }

            text.Append(row);
            shown++;
        }

        var left = Math.Max(track.TicketCount, track.Tickets.Count) - shown;
        if (left > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{left} more tickets: query `snapshot`.\n");
        }

        return text.ToString();
    }

    private static string Row(TicketSnapshot t, bool hasBranch)
    {
        var attempt = t.Attempt == 0 ? "" : t.Attempt.ToString(CultureInfo.InvariantCulture);
        var words = Cell(t.DescribeLanded(hasBranch) ?? t.Retrying ?? t.Reason);
        return $"| `{t.Id}`{Gap} | {Words.For(t.Status)}{Gap} | {attempt}{Gap} | {t.Model}{Gap} | {words} |\n";
    }

    private static string Spent(TrackSnapshot track) =>
        track.Usage.Values.Sum(tier => tier.Usd) is > 0 and var usd ? $" · {Amounts.Usd(usd)}" : "";

    private static string Counts(TrackSnapshot track) =>
        string.Join(", ", track.Tickets.GroupBy(t => t.Status).OrderBy(g => Rank(g.Key)).Select(g => $"{g.Count()} {Words.For(g.Key)}"));

    /// <summary>Order of the rows: what needs a person comes first.</summary>
    private static int Rank(TicketStatus status) => status switch
    {
        TicketStatus.Waiting => 0,
        TicketStatus.Blocked => 1,
        TicketStatus.InProgress => 2,
        TicketStatus.Todo => 3,
        _ => 4,
    };

    private static string Cell(string? text) => Plain(text, 120);

    /// <summary>
    /// Untrusted text as one line without what means something in a table or in Markdown: no link, no image, no address that becomes one,
    /// and no character that nobody sees.
    /// </summary>
    public static string Plain(string? text, int maxLength = Preview.MaxLength) =>
        Preview.Visible(Preview.Line(text, maxLength))
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("]", "\\]", StringComparison.Ordinal)
            .Replace("://", ": //", StringComparison.Ordinal)
            .Replace("www.", "www .", StringComparison.OrdinalIgnoreCase)
            .Replace("|", "¦", StringComparison.Ordinal)
            .Replace("`", "'", StringComparison.Ordinal)
            .Replace("<", "‹", StringComparison.Ordinal);
}
