using System.Globalization;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Rendering;

/// <summary>The whole track in one line.</summary>
internal static class TrackTotals
{
    public static string Line(TrackSnapshot track, DateTimeOffset now)
    {
        var total = Math.Max(track.TicketCount, track.Tickets.Count);
        var done = track.Tickets.Count(t => t.Status == TicketStatus.Completed);
        var spent = TrackBill.Sum(track);
        string[] parts =
        [
            track.IsPlan == true ? "" : $"{done} of {total} done",
            SafeText.Line(track.Doing),
            Part(track, TicketStatus.InProgress, "at work"),
            Part(track, TicketStatus.Waiting, "waiting"),
            Part(track, TicketStatus.Blocked, "blocked"),
            Part(track, TicketStatus.Skipped, "skipped"),
            Part(track, TicketStatus.Cancelled, "cancelled"),
            track.QuotaUntil is { } until
                ? string.Create(CultureInfo.InvariantCulture, $"no call until {until:HH:mm} UTC, a quota is used up")
                : "",
            $"{Format.Count(spent.Tokens)} tokens",
            Format.Usd(spent.Usd),
            Format.Elapsed((track.Ended ?? now) - track.Started),
        ];
        return string.Join(" · ", parts.Where(p => p.Length > 0));
    }

    private static string Part(TrackSnapshot track, TicketStatus status, string words) =>
        track.Tickets.Count(t => t.Status == status) is > 0 and var count ? $"{count} {words}" : "";
}
