using System.Collections.Immutable;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>A ticket as the scheduler sees it.</summary>
/// <param name="Status">The status that people see.</param>
/// <param name="Missing">Dependencies that are not finished yet.</param>
/// <param name="Active">Started and not ended: it holds its files.</param>
/// <param name="Gated">Active, but waiting for a person: it holds no slot.</param>
/// <param name="Stopping">Its status once the cancellation that was ordered has ended it; null: none was ordered.</param>
public sealed record TicketNode(TicketStatus Status, int Missing, bool Active = false, bool Gated = false, TicketStatus? Stopping = null)
{
    /// <summary>True: its dependants need not wait for it.</summary>
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

    /// <summary>The ticket that merges now; null: none does.</summary>
    public int? Lane { get; init; }

    /// <summary>Tickets that have started and not ended.</summary>
    public ImmutableSortedSet<int> Active { get; init; } = [];

    /// <summary>Active tickets behind a gate; they hold no slot.</summary>
    public int Gated { get; init; }

    public required int MaxWorkers { get; init; }

    /// <summary>Nothing starts before <see cref="TrackEvent.Started"/>.</summary>
    public bool Open { get; init; }

    public bool Paused { get; init; }

    public bool Suspending { get; init; }

    /// <summary>Slots in use: active tickets that wait for nobody.</summary>
    public int Running => Active.Count - Gated;

    /// <summary>Nothing is at work, and what could start waits for files of a ticket that waits for a person.</summary>
    public bool IsHeldByWaiting => Status == TrackStatus.Running && Open && !Suspending && Running == 0
        && Nodes.Any(n => n.Status == TicketStatus.Waiting);

    /// <summary>What people see of the track, as far as scheduling decides it.</summary>
    public TrackStatus Status =>
        Nodes.All(n => n.Finished || n.Status == TicketStatus.Cancelled) ? TrackStatus.Completed
        : Paused ? TrackStatus.Paused
        : !Open || Suspending || Running > 0 || Ready.Count > 0 ? TrackStatus.Running
        : Nodes.Any(n => n.Status == TicketStatus.Waiting) ? TrackStatus.Waiting
        : TrackStatus.Blocked;

    /// <summary>Ids of the tickets that were skipped among those that a ticket depends on; null: none.</summary>
    public IReadOnlyList<string>? SkippedBefore(int ticket)
    {
        var skipped = (Graph[ticket].After ?? []).Where(before => Nodes[before].Status == TicketStatus.Skipped);
        string[] ids = [.. skipped.Select(before => Graph[before].Id)];
        return ids.Length == 0 ? null : ids;
    }

    /// <summary>The state before <see cref="TrackEvent.Started"/>.</summary>
    /// <param name="graph">The tickets of the track, in file order.</param>
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
        bool IsUnfinished(int before) => initial[before] is not (TicketStatus.Completed or TicketStatus.Skipped);
        return new()
        {
            Graph = graph,
            Dependants = [.. dependants.Select(d => d.ToImmutable())],
            Nodes = [.. graph.Select((t, i) => new TicketNode(initial[i], (t.After ?? []).Count(IsUnfinished)))],
            MaxWorkers = maxWorkers,
        };
    }
}
