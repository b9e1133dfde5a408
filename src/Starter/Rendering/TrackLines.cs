using System.Globalization;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Rendering;

/// <summary>Progress for output that is not a terminal: a line for each change.</summary>
internal static class TrackLines
{
    private const int MaxReasonWidth = 120;

    /// <summary>What changed since the snapshot before, in file order; the track itself last.</summary>
    public static IEnumerable<string> Changes(TrackSnapshot? before, TrackSnapshot now, DateTimeOffset at)
    {
        var time = Format.Elapsed(at - now.Started).PadLeft(8);
        var known = (before?.Tickets ?? []).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var width = Math.Min(32, now.Tickets.Select(t => t.Id.Length).DefaultIfEmpty().Max());
        foreach (var ticket in now.Tickets)
        {
            if (!Shown(ticket).Equals(known.TryGetValue(ticket.Id, out var old) ? Shown(old) : (TicketStatus.Todo, 0, null, null, null)))
            {
                yield return $"{time}  {SafeText.Line(ticket.Id).PadRight(width)}  {Ticket(ticket, now.Branch is not null)}".TrimEnd();
            }
        }

        if (now.IsPlan == true && now.Gates.Count == 0 && now.Doing is { } doing && before?.Doing != doing)
        {
            yield return $"{time}  {SafeText.Line(doing, MaxReasonWidth)}";
        }

        foreach (var gate in now.Gates.Where(g => before?.Gates.Any(b => b.Id == g.Id) != true))
        {
            var id = SafeText.Line(gate.Id);
            var subject = SafeText.Line(gate.Subject, GateTable.Get(gate.Kind).SubjectRoom(MaxReasonWidth));
            yield return $"{time}  needs you: {id}  {subject}  (slop approve {now.Id} {id})";
        }

        if (now.Retrying is { } retrying && before?.Retrying != retrying)
        {
            yield return $"{time}  {SafeText.Line(retrying, MaxReasonWidth)}";
        }

        if (now.QuotaUntil is { } until && before?.QuotaUntil != until)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{time}  a quota of the day is used up: no call until {until:yyyy-MM-dd HH:mm} UTC  (slop resume {now.Id} tries at once)");
        }

        if (before?.Status != now.Status)
        {
            yield return $"{time}  {Format.Word(now.Status)}: {TrackTotals.Line(now, at)}";
        }
    }

    private static (TicketStatus, int, string?, int?, string?) Shown(TicketSnapshot ticket) =>
        (ticket.Status, ticket.Attempt, ticket.Model, ticket.Turn is 0 ? null : ticket.Turn, ticket.Retrying ?? ticket.Waits);

    private static string Ticket(TicketSnapshot ticket, bool hasBranch) => string.Join("  ", new[]
    {
        Format.Word(ticket.Status).PadRight("in progress".Length),
        ticket.Attempt > 0 ? string.Create(CultureInfo.InvariantCulture, $"attempt {ticket.Attempt}") : "",
        SafeText.Line(ticket.Model),
        ticket.Turn is > 0 and var turn ? string.Create(CultureInfo.InvariantCulture, $"turn {turn}") : "",
        Format.Tokens(ticket.Usage) is > 0 and var tokens ? $"{Format.Count(tokens)} tokens" : "",
        Format.Hash(ticket.Commit),
        SafeText.Line(ticket.DescribeLanded(hasBranch), MaxReasonWidth),
        ticket.Status is TicketStatus.Completed ? "" : SafeText.Line(ticket.Retrying ?? ticket.Waits ?? ticket.Reason, MaxReasonWidth),
    }.Where(p => p.Length > 0));
}
