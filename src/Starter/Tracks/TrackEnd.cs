using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Where watching a track came to.</summary>
/// <param name="Track">Its last state.</param>
/// <param name="Failure">Set where it failed.</param>
internal sealed record TrackEnd(TrackSnapshot Track, TrackFailure? Failure = null)
{
    public int ExitCode => Track.Status switch
    {
        TrackStatus.Completed => Starter.ExitCode.Done,
        TrackStatus.Blocked => Starter.ExitCode.Blocked,
        TrackStatus.Waiting => Track.Gates.Any(g => g.Kind == GateKind.Budget) ? Starter.ExitCode.Budget : Starter.ExitCode.Waiting,
        TrackStatus.Cancelled => Starter.ExitCode.Cancelled,
        TrackStatus.Failed => Failure?.Type is Failures.RedBase or Failures.Workspace ? Starter.ExitCode.BadInput : Starter.ExitCode.Failure,
        _ => Starter.ExitCode.Done,
    };
}
