using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>
/// What the scheduler has to know of a ticket: compact, because the whole graph travels in one payload. Null means the default.
/// </summary>
public sealed record GraphTicket(string Id)
{
    /// <summary>Places of the tickets that must be finished first, counted from 0 in file order.</summary>
    public IReadOnlyList<int>? After { get; init; }

    /// <summary>1 is served first; null: <see cref="TrackDefaults.Priority"/>.</summary>
    public int? Priority { get; init; }

    /// <summary>Globs of the files that it changes.</summary>
    public IReadOnlyList<string>? Touches { get; init; }

    /// <summary>Null: <see cref="TrackDefaults.MaxAttempts"/>.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>True: spawn and every tool call are asked for.</summary>
    public bool? Step { get; init; }

    /// <summary>Caps of its own; null: only those of the track.</summary>
    public Budget? Budget { get; init; }

    /// <summary>What happens if it changes nothing; null: it is completed.</summary>
    public EmptyPolicy? Empty { get; init; }

    /// <summary>Lines of its acceptance; null: none, or it has no work to judge.</summary>
    public int? Acceptance { get; init; }

    /// <summary>True: it is a piece of a ticket that was split, and is not split again.</summary>
    public bool? IsPiece { get; init; }

    /// <summary>True: completed before the track began.</summary>
    public bool? Done { get; init; }

    /// <summary>The compact graph of a track that was read without errors.</summary>
    public static IReadOnlyList<GraphTicket> From(Track track)
    {
        var places = track.Tickets.Select((t, i) => (t.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        return [.. track.Tickets.Select(t => new GraphTicket(t.Id)
        {
            After = t.DependsOn.Count == 0 ? null : [.. t.DependsOn.Select(d => places[d]).Distinct()],
            Priority = t.Priority == TrackDefaults.Priority ? null : t.Priority,
            Touches = t.Touches.Count == 0 ? null : t.Touches,
            MaxAttempts = t.MaxAttempts == TrackDefaults.MaxAttempts ? null : t.MaxAttempts,
            Step = t.StepMode ? true : null,
            Budget = t.Budget == new Budget() ? null : t.Budget,
            Empty = track.Repository is null || t.WhenEmpty() == EmptyPolicy.Allow ? null : t.WhenEmpty(),
            Acceptance = track.Repository is null || t.Acceptance.Count == 0 ? null : t.Acceptance.Count,
            Done = t.Status == TicketStatus.Completed ? true : null,
        })];
    }
}
