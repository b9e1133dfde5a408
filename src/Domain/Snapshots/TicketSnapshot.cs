using SlopTemporal.Domain.Changes;
using SlopTemporal.Domain.Models;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Snapshots;

/// <summary>One ticket as a screen shows it.</summary>
public sealed record TicketSnapshot
{
    public required string Id { get; init; }

    public required TicketStatus Status { get; init; }

    /// <summary>Number of the last attempt, from 1; 0: none has begun.</summary>
    public int Attempt { get; init; }

    /// <summary>Model that answered last; null: none has yet.</summary>
    public string? Model { get; init; }

    /// <summary>Why it is blocked, or the last attempt's failure; the last words of a text-only ticket.</summary>
    public string? Reason { get; init; }

    /// <summary>Its commit on the branch.</summary>
    public string? Commit { get; init; }

    /// <summary>What its commit changes, on the branch or about to be merged; null: nothing, or no work is verified yet.</summary>
    public WorkSummary? Changes { get; init; }

    /// <summary>Id of its open gate.</summary>
    public string? Gate { get; init; }

    /// <summary>Turn of the attempt; only while it is at work.</summary>
    public int? Turn { get; init; }

    /// <summary>What it does just now, such as <c>verify</c> or <c>edit_file src/a.sh</c>; only while it is at work.</summary>
    public string? Doing { get; init; }

    /// <summary>What the work waits for, or why it is tried again, as the server knows it; null: it goes on.</summary>
    public string? Waits { get; init; }

    /// <summary>What it does, with what that waits for.</summary>
    public string? DescribeDoing() => Waits is null ? Doing : $"{Doing}: {Waits}";

    /// <summary>Why what it does fails and is tried again, one line; null: it does not.</summary>
    public string? Retrying { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>By model, in the order of first use.</summary>
    public IReadOnlyList<ModelUsage> Usage { get; init; } = [];

    /// <summary>What of <see cref="Usage"/> its earlier runs have used, which it does not know itself; only while it is at work.</summary>
    public IReadOnlyList<ModelUsage>? EarlierUsage { get; init; }

    /// <summary>What a completed ticket changed, with what is unusual about it; null: it is not completed, or has no repository.</summary>
    /// <param name="hasBranch">Whether its track puts work onto a branch.</param>
    public string? DescribeLanded(bool hasBranch) => (hasBranch, Status, Changes, Commit) switch
    {
        (true, TicketStatus.Completed, { } changes, _) => changes.Describe(),
        (true, TicketStatus.Completed, null, null) => "no change",
        _ => null,
    };
}
