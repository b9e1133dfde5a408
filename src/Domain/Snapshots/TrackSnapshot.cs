using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Snapshots;

/// <summary>All that a screen needs of a track: the shape of <c>slop status --json</c>.</summary>
public sealed record TrackSnapshot
{
    public required string Id { get; init; }

    public string Title { get; init; } = "";

    public required TrackStatus Status { get; init; }

    /// <summary>Why it failed, is blocked or was cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>What the track itself does, before any ticket can start; null: nothing.</summary>
    public string? Doing { get; init; }

    /// <summary>Why the track's own work fails and is tried again, one line; null: it does not.</summary>
    public string? Retrying { get; init; }

    public int Epoch { get; init; } = 1;

    /// <summary>Tier at work, such as <c>tier_3</c>; null when none is.</summary>
    public string? ActiveTier { get; init; }

    /// <summary><c>slop/&lt;track&gt;</c>; null for a text-only track.</summary>
    public string? Branch { get; init; }

    /// <summary>Commit at the tip of the branch.</summary>
    public string? Commit { get; init; }

    public string? WebUi { get; init; }

    /// <summary>Hash of what it runs from, with the tickets that joined it; null: it is of a build that did not say.</summary>
    public string? Document { get; init; }

    public Budget? Budget { get; init; }

    public int MaxWorkers { get; init; }

    /// <summary>No call to a model is made until then: a quota of the day is used up. Null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    public DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>By tier: <c>tier_1</c> to <c>tier_4</c>.</summary>
    public IReadOnlyDictionary<string, TierUsage> Usage { get; init; } = new SortedDictionary<string, TierUsage>(StringComparer.Ordinal);

    /// <summary>The part of it that the track itself used, for the plan of its tickets; null: nothing.</summary>
    public IReadOnlyList<ModelUsage>? OwnUsage { get; init; }

    /// <summary>True: its tickets are still planned, or were planned and none was started. Null: it has tickets.</summary>
    public bool? IsPlan { get; init; }

    /// <summary>In file order.</summary>
    public IReadOnlyList<TicketSnapshot> Tickets { get; init; } = [];

    /// <summary>Tickets of the whole track; more than <see cref="Tickets"/> where this is one page.</summary>
    public int TicketCount { get; init; }

    /// <summary>Requests to the track that had no effect, newest last.</summary>
    public IReadOnlyList<RequestProblem> Problems { get; init; } = [];

    /// <summary>Gates that are open, the track's own first.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];
}
