using System.Collections.Immutable;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>A ticket as the scheduler sees it.</summary>
/// <param name="Status">What people see.</param>
/// <param name="Missing">Dependencies that are not finished yet.</param>
/// <param name="Active">Started and not ended: it holds its files.</param>
/// <param name="Gated">Active without a slot.</param>
/// <param name="Stopping">What it becomes once the cancel that was ordered has ended it.</param>
public sealed record TicketNode(TicketStatus Status, int Missing, bool Active = false, bool Gated = false, TicketStatus? Stopping = null)
{
    /// <summary>It releases its dependants.</summary>
    public bool Finished => Status is TicketStatus.Completed or TicketStatus.Skipped;
}

/// <summary>The whole state of a track's scheduler, immutable.</summary>
public sealed record SchedulerState
{
    public required IReadOnlyList<GraphTicket> Graph { get; init; }

    /// <summary>For each ticket the tickets that wait for it.</summary>
    public required ImmutableArray<ImmutableArray<int>> Dependants { get; init; }

    public required ImmutableArray<TicketNode> Nodes { get; init; }

    /// <summary>Tickets that want a slot, new ones and those back from a gate.</summary>
    public ImmutableSortedSet<QueuePlace> Ready { get; init; } = [];

    /// <summary>Tickets that want the lane.</summary>
    public ImmutableSortedSet<QueuePlace> LaneQueue { get; init; } = [];

    /// <summary>The ticket that merges now.</summary>
    public int? Lane { get; init; }

    /// <summary>Started and not ended.</summary>
    public ImmutableSortedSet<int> Active { get; init; } = [];

    /// <summary>Active tickets behind a gate; they hold no slot.</summary>
    public int Gated { get; init; }

    public required int MaxWorkers { get; init; }

    /// <summary>Nothing starts before <see cref="TrackEvent.Started"/>.</summary>
    public bool Open { get; init; }

    public bool Paused { get; init; }

    public bool Suspending { get; init; }

    /// <summary>Slots in use.</summary>
    public int Running => Active.Count - Gated;

    /// <summary>What people see of the track, as far as scheduling decides it.</summary>
    public TrackStatus Status =>
        Nodes.All(n => n.Finished || n.Status == TicketStatus.Cancelled) ? TrackStatus.Completed
        : Paused ? TrackStatus.Paused
        : !Open || Suspending || Running > 0 || Ready.Count > 0 ? TrackStatus.Running
        : Nodes.Any(n => n.Status == TicketStatus.Waiting) ? TrackStatus.Waiting
        : TrackStatus.Blocked;

    /// <summary>The state before <see cref="TrackEvent.Started"/>.</summary>
    /// <param name="graph">In file order.</param>
    /// <param name="maxWorkers">Tickets that may work at once.</param>
    /// <param name="statuses">What an earlier run of the workflow reached, in file order; null: there was none.</param>
    public static SchedulerState Create(IReadOnlyList<GraphTicket> graph, int maxWorkers, IReadOnlyList<TicketStatus>? statuses = null)
    {
        var dependants = graph.Select(_ => ImmutableArray.CreateBuilder<int>()).ToArray();
        for (var ticket = 0; ticket < graph.Count; ticket++)
        {
            foreach (var before in graph[ticket].After ?? [])
            {
                dependants[before].Add(ticket);
            }
        }

        var initial = graph.Select((t, i) => t.Done == true ? TicketStatus.Completed : statuses?[i] ?? TicketStatus.Todo).ToArray();
        bool Missing(int before) => initial[before] is not (TicketStatus.Completed or TicketStatus.Skipped);
        return new()
        {
            Graph = graph,
            Dependants = [.. dependants.Select(d => d.ToImmutable())],
            Nodes = [.. graph.Select((t, i) => new TicketNode(initial[i], (t.After ?? []).Count(Missing)))],
            MaxWorkers = maxWorkers,
        };
    }
}
