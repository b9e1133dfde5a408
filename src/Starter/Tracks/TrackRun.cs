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
}

/// <summary>Why a track's workflow failed.</summary>
/// <param name="Type">One of <see cref="Workflows.Failures"/>; null for any other.</param>
/// <param name="Message">A sentence.</param>
internal sealed record TrackFailure(string? Type, string Message);
