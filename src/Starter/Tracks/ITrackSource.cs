using SlopTemporal.Domain.Snapshots;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Tells the state of a track; each call can fail while server or worker does not answer.</summary>
internal interface ITrackSource
{
    /// <summary>The newest run of a track, or null.</summary>
    Task<TrackRun?> FindAsync(string track, CancellationToken cancellationToken);

    /// <summary>The live state, all pages.</summary>
    Task<TrackSnapshot> SnapshotAsync(string track, CancellationToken cancellationToken);

    /// <summary>The live state of a ticket at work, or null if it does not answer: it may have ended just now.</summary>
    Task<TicketSnapshot?> TicketAsync(string track, string ticket, CancellationToken cancellationToken);

    /// <summary>Why a track failed; null if it did not.</summary>
    Task<TrackFailure?> FailureAsync(string track, CancellationToken cancellationToken);
}
