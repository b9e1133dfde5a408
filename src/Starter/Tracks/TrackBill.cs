using System.Text.Json.Serialization;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What a track has cost so far: the shape of <c>slop cost &lt;track&gt; --json</c>.</summary>
internal sealed record TrackBill
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required TrackStatus Status { get; init; }

    /// <summary>Why there may be nothing to tell, such as a worker that does not answer.</summary>
    public string? Reason { get; init; }

    public Budget? Budget { get; init; }

    public required Usage Total { get; init; }

    /// <summary>Calls of the total that gave no usable reply; null: the journal is not here.</summary>
    public int? NoReply { get; init; }

    /// <summary>By tier, and in it by model.</summary>
    public required IReadOnlyDictionary<string, TierUsage> Usage { get; init; }

    /// <summary>What it took to plan the tickets; null: they were given.</summary>
    public Usage? Plan { get; init; }

    /// <summary>In file order.</summary>
    public required IReadOnlyList<TicketBill> Tickets { get; init; }

    /// <summary>The bill of a track; the number of calls without a usable reply is read from the journal.</summary>
    public static TrackBill From(TrackSnapshot track, RunFolder journal)
    {
        Dictionary<string, int>? failedCalls = Directory.Exists(journal.Path)
            ? journal.Tickets().ToDictionary(ticket => ticket, ticket => CountFailedCalls(journal, ticket), StringComparer.Ordinal)
            : null;
        return new()
        {
            Id = track.Id,
            Title = track.Title,
            Status = track.Status,
            Reason = track.Reason,
            Budget = track.Budget,
            Total = Sum(track),
            NoReply = failedCalls?.Values.Sum(),
            Usage = track.Usage,
            Plan = track.OwnUsage is { } plan ? Sum(plan) : null,
            Tickets = [.. track.Tickets.Select(t => Bill(t, failedCalls?.GetValueOrDefault(t.Id)))],
        };
    }

    /// <summary>What all tickets of a track used, and the plan that they come from.</summary>
    public static Usage Sum(TrackSnapshot track) => Sum((track.OwnUsage ?? []).Concat(track.Tickets.SelectMany(t => t.Usage)));

    private static Usage Sum(IEnumerable<ModelUsage> usage) => usage.Aggregate(Domain.Models.Usage.None, (sum, u) => sum + u.Usage);

    private static int CountFailedCalls(RunFolder journal, string ticket) =>
        journal.Attempts(ticket)
            .SelectMany(a => a.Files())
            .Where(f => f.Entry.Part == JournalPart.Try)
            .Sum(f => f.Read<ModelTry>()?.Usage.Calls ?? 0);

    private static TicketBill Bill(TicketSnapshot ticket, int? noReply) =>
        new(ticket.Id, ticket.Status, ticket.Attempt, noReply, Sum(ticket.Usage), ticket.Usage);
}

/// <summary>What a ticket has cost so far.</summary>
/// <param name="Attempts">0: not started.</param>
/// <param name="NoReply">Calls that gave no usable reply; null: the journal is not here.</param>
/// <param name="Usage">All of it.</param>
/// <param name="Models">The same by model.</param>
internal sealed record TicketBill(
    string Id, TicketStatus Status, int Attempts, int? NoReply, Usage Usage, IReadOnlyList<ModelUsage> Models);

/// <summary>What all tracks have cost: the shape of <c>slop cost --json</c>.</summary>
/// <param name="Total">Of the tracks whose bill is known.</param>
/// <param name="Reason">Why there may be more tracks; null: these are all.</param>
internal sealed record BillList(Usage Total, IReadOnlyList<BillLine> Tracks, string? Reason = null)
{
    public static BillList From(IReadOnlyList<KnownTrack> tracks, string? reason)
    {
        List<BillLine> lines = [.. tracks.Select(BillLine.From)];
        return new(lines.Select(line => line.Usage).OfType<Usage>().Aggregate(Usage.None, (sum, usage) => sum + usage), lines, reason);
    }
}

/// <summary>One track of <c>slop cost</c>; null is what is not known.</summary>
/// <param name="Reason">Why it is not known.</param>
internal sealed record BillLine(
    string Id,
    string Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] TrackStatus? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Usage? Usage,
    string? Reason = null)
{
    public static BillLine From(KnownTrack track) => track.State is { } state
        ? new(state.Id, state.Title, state.Status, TrackBill.Sum(state))
        : new(track.Id, track.Unknown!.Title, null, null, track.Unknown.Reason);
}
