using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What the server says of a track's workflow without asking a worker.</summary>
internal sealed record TrackRun
{
    public required string Track { get; init; }

    public required WorkflowExecutionStatus Status { get; init; }

    /// <summary>Hash of its document; null for a workflow that this program did not start.</summary>
    public string? Document { get; init; }

    public int Epoch { get; init; } = 1;

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Closed { get; init; }

    public bool IsOpen => Status == WorkflowExecutionStatus.Running;

    public bool HasFailed => Status == WorkflowExecutionStatus.Failed;

    /// <summary>The last state of a run that is over: how its workflow ended counts, whatever was known before.</summary>
    /// <param name="lastKnown">The last state that is known; null: none.</param>
    /// <param name="failure">Why it failed, if it did.</param>
    public TrackSnapshot ToFinalSnapshot(TrackSnapshot? lastKnown, TrackFailure? failure)
    {
        var known = lastKnown ?? new() { Id = Track, Title = Track, Status = TrackStatus.Failed, Epoch = Epoch, Started = Started };
        return known with
        {
            Status = FinalStatus(known.Status),
            Reason = failure?.Message ?? TerminationReason() ?? known.Reason,
            Ended = known.Ended ?? Closed,
        };
    }

    private TrackStatus FinalStatus(TrackStatus lastKnown) => Status switch
    {
        WorkflowExecutionStatus.Completed => lastKnown == TrackStatus.Blocked ? TrackStatus.Blocked : TrackStatus.Completed,
        WorkflowExecutionStatus.Canceled => TrackStatus.Cancelled,
        _ => TrackStatus.Failed,
    };

    private string? TerminationReason() => Status == WorkflowExecutionStatus.Terminated ? "its workflow was terminated by hand" : null;
}

/// <summary>Why a track's workflow failed.</summary>
/// <param name="Type">One of <see cref="Workflows.Failures"/>; null for any other.</param>
/// <param name="Message">A sentence.</param>
internal sealed record TrackFailure(string? Type, string Message);
