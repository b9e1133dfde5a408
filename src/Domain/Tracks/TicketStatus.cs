namespace SlopTemporal.Domain.Tracks;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    Todo,
    InProgress,

    /// <summary>At a gate: a person decides.</summary>
    Waiting,
    Completed,

    /// <summary>Given up until a person retries or skips it; never releases its dependants.</summary>
    Blocked,

    /// <summary>A person's decision; releases its dependants.</summary>
    Skipped,

    /// <summary>Never releases its dependants.</summary>
    Cancelled,
}

/// <summary>Where a track stands.</summary>
public enum TrackStatus
{
    Running,

    /// <summary>Only gates are left.</summary>
    Waiting,
    Paused,

    /// <summary>Nothing can go on without a person.</summary>
    Blocked,
    Completed,
    Cancelled,
    Failed,
}
