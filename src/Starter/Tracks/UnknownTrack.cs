using System.Text.Json.Serialization;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Starter.Tracks;

/// <summary>
/// A track whose state nobody can tell just now: what <c>status --json</c> gives in place of a snapshot. What is not known is null, and
/// written, so that no program takes it for nothing.
/// </summary>
internal sealed record UnknownTrack
{
    public const string ServerDown = "the server is not running; `slop up` starts it";
    public const string WorkerSilent = "the worker does not answer; `slop up` starts it";
    public const string Forgotten = "the server does not know it any more, and no record says how it ended";

    public required string Id { get; init; }

    public string Title { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public TrackStatus? Status => null;

    /// <summary>Why its state is not known, and what to do about it.</summary>
    public required string Reason { get; init; }

    public required int Epoch { get; init; }

    public DateTimeOffset? Started { get; init; }

    public string? WebUi { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyDictionary<string, TierUsage>? Usage => null;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<TicketSnapshot>? Tickets => null;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<Gate>? Gates => null;
}

/// <summary>A track that this home knows of: one of both.</summary>
internal sealed record KnownTrack(TrackSnapshot? State, UnknownTrack? Unknown = null)
{
    public string Id => State?.Id ?? Unknown!.Id;

    public int Epoch => State?.Epoch ?? Unknown!.Epoch;
}
