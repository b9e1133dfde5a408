using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Domain.Tracks;
using Temporalio.Api.Enums.V1;

namespace SlopTemporal.Starter.Tracks;

/// <summary>What the server says of a track's workflow without asking a worker.</summary>
internal sealed record TrackRun
{
    public required string Track { get; init; }

    public required WorkflowExecutionStatus Status { get; init; }

    /// <summary>Hash of its document; null for a workflow that is none of ours.</summary>
    public string? Document { get; init; }

    public int Epoch { get; init; } = 1;

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Closed { get; init; }

    public bool IsOpen => Status == WorkflowExecutionStatus.Running;

    public bool HasFailed => Status == WorkflowExecutionStatus.Failed;

    /// <summary>The last state of a run that is over: what its workflow came to counts, whatever was heard of it before.</summary>
    /// <param name="heard">What is known; null: nothing.</param>
    /// <param name="failure">Why it failed, if it did.</param>
    public TrackSnapshot Close(TrackSnapshot? heard, TrackFailure? failure)
    {
        var known = heard ?? new() { Id = Track, Title = Track, Status = TrackStatus.Failed, Epoch = Epoch, Started = Started };
        return known with { Status = EndOf(known.Status), Reason = failure?.Message ?? ByHand() ?? known.Reason, Ended = known.Ended ?? Closed };
    }

    private TrackStatus EndOf(TrackStatus heard) => Status switch
    {
        WorkflowExecutionStatus.Completed => heard == TrackStatus.Blocked ? TrackStatus.Blocked : TrackStatus.Completed,
        WorkflowExecutionStatus.Canceled => TrackStatus.Cancelled,
        _ => TrackStatus.Failed,
    };

    private string? ByHand() => Status == WorkflowExecutionStatus.Terminated ? "its workflow was terminated by hand" : null;
}

/// <summary>Why a track's workflow failed.</summary>
/// <param name="Type">One of <see cref="Workflows.Failures"/>; null for any other.</param>
/// <param name="Message">A sentence.</param>
internal sealed record TrackFailure(string? Type, string Message);
