using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Notices;

/// <summary>What people are told while they look elsewhere.</summary>
public enum NoticeKind
{
    GateOpened,

    /// <summary>A gate has been open for as long as the settings say.</summary>
    GateWaits,

    /// <summary>Nothing of the track goes on without a person.</summary>
    TrackBlocked,
    TrackEnded,
}

/// <summary>The JSON that a person's command reads and a webhook gets. It may come twice; <see cref="Id"/> tells.</summary>
public sealed record Notice
{
    /// <summary>The same for the same event.</summary>
    public required string Id { get; init; }

    public required NoticeKind Event { get; init; }

    public required string Track { get; init; }

    public required string Title { get; init; }

    public required TrackStatus Status { get; init; }

    /// <summary>Id of the gate, where it is about one.</summary>
    public string? Gate { get; init; }

    /// <summary>What it is about, one line.</summary>
    public string? Subject { get; init; }

    /// <summary>What a person can type about it.</summary>
    public required string Command { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>Whether and when a track tells people.</summary>
/// <param name="AfterMinutes">Minutes after which a gate that is still open is told once more.</param>
public sealed record NoticeRules(int AfterMinutes);
