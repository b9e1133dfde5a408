using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>When a track began and why it is not running, kept over its runs.</summary>
public sealed record OutcomeState
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Why it failed, is blocked or was cancelled; null: none of them.</summary>
    public string? Reason { get; init; }

    /// <summary>True: a person wants it to end as soon as nothing runs.</summary>
    public bool IsClosing { get; init; }
}

/// <summary>Whether a track is to end, and with which status, when and why it ended.</summary>
internal sealed class TrackOutcome(OutcomeState state)
{
    public OutcomeState State { get; private set; } = state;

    /// <summary>The final status; null: the track has not ended.</summary>
    public TrackStatus? Status { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    /// <summary>True: a person cancelled or closed it.</summary>
    public bool IsByPerson => State.IsClosing || Status == TrackStatus.Cancelled;

    public string Close()
    {
        State = State with { IsClosing = true };
        return "ends when no ticket runs any more";
    }

    /// <summary>Sets the reason that people read; the last one counts.</summary>
    public void SetReason(string reason) => State = State with { Reason = reason };

    /// <summary>The final status of a track that nobody cancelled, with the reason where a person closed it before it was done.</summary>
    /// <param name="status">That of its tickets.</param>
    public TrackStatus Settle(TrackStatus status)
    {
        if (status == TrackStatus.Completed)
        {
            return status;
        }

        if (State.IsClosing)
        {
            SetReason("closed by a person before its tickets were done");
        }

        return TrackStatus.Blocked;
    }

    public void End(TrackStatus status) => (Status, Ended) = (status, WorkflowTime.Now);
}
