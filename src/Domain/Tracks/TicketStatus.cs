namespace SlopTemporal.Domain.Tracks;

/// <summary>How far a ticket is.</summary>
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

    /// <summary>Stopped by a person; never releases its dependants.</summary>
    Cancelled,
}

/// <summary>How far a track is.</summary>
public enum TrackStatus
{
    Running,

    /// <summary>Nothing runs: every ticket that could go on waits at a gate.</summary>
    Waiting,
    Paused,

    /// <summary>Nothing can go on without a person.</summary>
    Blocked,
    Completed,
    Cancelled,
    Failed,
}
