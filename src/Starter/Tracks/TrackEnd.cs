using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Result of watching a track.</summary>
/// <param name="Track">Its last state.</param>
/// <param name="Failure">Null: it did not fail.</param>
internal sealed record TrackEnd(TrackSnapshot Track, TrackFailure? Failure = null)
{
    public int ExitCode => Track.Status switch
    {
        TrackStatus.Completed => Starter.ExitCode.Done,
        TrackStatus.Blocked => Starter.ExitCode.Blocked,
        TrackStatus.Waiting => Track.Gates.Any(g => g.Kind == GateKind.Budget) ? Starter.ExitCode.Budget : Starter.ExitCode.Waiting,
        TrackStatus.Paused => Starter.ExitCode.Waiting,
        TrackStatus.Cancelled => Starter.ExitCode.Cancelled,
        TrackStatus.Failed when Failure?.Type is Failures.RedBase or Failures.Workspace => Starter.ExitCode.BadInput,
        TrackStatus.Failed => Starter.ExitCode.Failure,
        _ => Starter.ExitCode.Done,
    };
}
