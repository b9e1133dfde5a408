using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>When a track began and why it stands where it stands, over its runs.</summary>
public sealed record OutcomeState
{
    public required DateTimeOffset Started { get; init; }

    /// <summary>Why it failed, is blocked or was cancelled; null: none of them.</summary>
    public string? Reason { get; init; }

    /// <summary>True: a person wants it to end as soon as nothing runs.</summary>
    public bool IsClosing { get; init; }
}

/// <summary>How a track ends.</summary>
internal sealed class TrackOutcome(OutcomeState state)
{
    public OutcomeState State { get; private set; } = state;

    /// <summary>Null while it goes on.</summary>
    public TrackStatus? Status { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    public string Close()
    {
        State = State with { IsClosing = true };
        return "closes when nothing runs";
    }

    /// <summary>Says why; the last one stays.</summary>
    public void Explain(string reason) => State = State with { Reason = reason };

    public void End(TrackStatus status) => (Status, Ended) = (status, WorkflowTime.Now);
}
