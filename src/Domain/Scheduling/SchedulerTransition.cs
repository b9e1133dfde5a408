using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>One application of one event: the state as it changes, and the commands so far.</summary>
internal sealed class SchedulerTransition(SchedulerState state)
{
    private readonly List<TrackCommand> _commands = [];

    public SchedulerState State { get; private set; } = state;

    public IReadOnlyList<TrackCommand> Commands => _commands;

    public void Change(Func<SchedulerState, SchedulerState> change) => State = change(State);

    public void Start()
    {
        State = State with { Open = true };
        for (var ticket = 0; ticket < State.Nodes.Length; ticket++)
        {
            QueueIfReady(ticket);
        }
    }

    public void End(int ticket, TicketEnd end)
    {
        var node = State.Nodes[ticket];
        if (!node.Active)
        {
            return;
        }

        ReleaseLane(ticket);
        State = State with
        {
            Active = State.Active.Remove(ticket),
            Gated = State.Gated - (node.Gated ? 1 : 0),
            Ready = State.Ready.Remove(Place(ticket)),
        };
        var status = end switch
        {
            TicketEnd.Completed => TicketStatus.Completed,
            TicketEnd.Suspended => node.Stopping ?? TicketStatus.Todo,
            TicketEnd.Skipped => node.Stopping ?? TicketStatus.Skipped,
            TicketEnd.Blocked => node.Stopping ?? TicketStatus.Blocked,
            _ => node.Stopping ?? TicketStatus.Cancelled,
        };
        SetInactive(ticket, status);
    }

    public void QueueForLane(int ticket)
    {
        if (State.Nodes[ticket] is { Active: true, Stopping: null } && State.Lane != ticket)
        {
            State = State with { LaneQueue = State.LaneQueue.Add(Place(ticket)) };
        }
    }

    public void LeaveLane(int ticket) => ReleaseLane(ticket);

    public void Gate(int ticket)
    {
        if (State.Nodes[ticket] is { Active: true, Gated: false } node)
        {
            Set(ticket, node with { Gated = true, Status = TicketStatus.Waiting });
            State = State with { Gated = State.Gated + 1 };
        }
    }

    public void Ungate(int ticket)
    {
        if (State.Nodes[ticket] is { Gated: true } node)
        {
            Set(ticket, node with { Status = TicketStatus.InProgress });
            State = State with { Ready = State.Ready.Add(Place(ticket)) };
        }
    }

    public void Retry(int ticket)
    {
        if (State.Nodes[ticket] is { Active: false, Status: TicketStatus.Blocked or TicketStatus.Cancelled } node)
        {
            Set(ticket, node with { Status = TicketStatus.Todo });
            QueueIfReady(ticket);
        }
    }

    public void Stop(int ticket, TicketStatus status)
    {
        var node = State.Nodes[ticket];
        if (node.Finished)
        {
            return;
        }

        if (!node.Active)
        {
            State = State with { Ready = State.Ready.Remove(Place(ticket)) };
            SetInactive(ticket, status);
            return;
        }

        if (node.Stopping is null)
        {
            _commands.Add(new TrackCommand.Cancel(ticket));
        }

        Set(ticket, node with { Stopping = status });
    }

    public void Add(IReadOnlyList<GraphTicket> more)
    {
        var first = State.Nodes.Length;
        State = State with { Graph = [.. State.Graph, .. more], Nodes = State.Nodes.AddRange(more.Select(NewNode)) };
        var dependants = State.Dependants.AddRange(more.Select(_ => System.Collections.Immutable.ImmutableArray<int>.Empty));
        for (var ticket = first; ticket < State.Nodes.Length; ticket++)
        {
            var after = State.Graph[ticket].After ?? [];
            dependants = after.Aggregate(dependants, (all, before) => all.SetItem(before, all[before].Add(ticket)));
            Set(ticket, State.Nodes[ticket] with { Missing = after.Count(before => !State.Nodes[before].Finished) });
        }

        State = State with { Dependants = dependants };
        for (var ticket = first; State.Open && ticket < State.Nodes.Length; ticket++)
        {
            QueueIfReady(ticket);
        }
    }

    public void Replace(int ticket, IReadOnlyList<GraphTicket> pieces)
    {
        if (!State.Nodes[ticket].Active)
        {
            return;
        }

        var (first, waiting) = (State.Nodes.Length, State.Dependants[ticket]);
        Add(pieces);
        int[] added = [.. Enumerable.Range(first, pieces.Count)];
        var graph = State.Graph.ToList();
        foreach (var place in waiting)
        {
            graph[place] = graph[place] with { After = [.. (graph[place].After ?? []).Where(before => before != ticket), .. added] };
            Set(place, State.Nodes[place] with { Missing = State.Nodes[place].Missing + added.Length - 1 });
        }

        var dependants = added.Aggregate(State.Dependants, (all, piece) => all.SetItem(piece, all[piece].AddRange(waiting)));
        State = State with { Graph = graph, Dependants = dependants.SetItem(ticket, []) };
        End(ticket, TicketEnd.Skipped);
    }

    public void Suspend()
    {
        if (!State.Suspending)
        {
            State = State with { Suspending = true };
            _commands.AddRange(State.Active.Select(t => new TrackCommand.Suspend(t)));
        }
    }

    /// <summary>
    /// Hands out what is free: slots to the first in the queue whose files nobody holds, the lane to the first that wants it.
    /// </summary>
    public void Dispatch()
    {
        if (State is { Open: true, Paused: false, Suspending: false })
        {
            foreach (var place in State.Ready)
            {
                if (State.Running >= State.MaxWorkers)
                {
                    break;
                }

                GiveSlot(place);
            }
        }

        if (State is { Lane: null, LaneQueue.Count: > 0 })
        {
            var first = State.LaneQueue.Min;
            State = State with { Lane = first.Ticket, LaneQueue = State.LaneQueue.Remove(first) };
            _commands.Add(new TrackCommand.GrantLane(first.Ticket));
        }
    }

    /// <summary>The node of a ticket whose dependencies are not counted yet.</summary>
    private static TicketNode NewNode(GraphTicket ticket) => new(ticket.Done == true ? TicketStatus.Completed : TicketStatus.Todo, 0);

    private void GiveSlot(QueuePlace place)
    {
        var (ticket, node) = (place.Ticket, State.Nodes[place.Ticket]);
        if (node.Gated)
        {
            Set(ticket, node with { Gated = false });
            State = State with { Ready = State.Ready.Remove(place), Gated = State.Gated - 1 };
            _commands.Add(new TrackCommand.GrantSlot(ticket));
        }
        else if (!State.Active.Any(other => Overlap(ticket, other)))
        {
            Set(ticket, node with { Status = TicketStatus.InProgress, Active = true });
            State = State with { Ready = State.Ready.Remove(place), Active = State.Active.Add(ticket) };
            _commands.Add(new TrackCommand.Start(ticket));
        }
    }

    /// <summary>Queues a ticket if it may start now.</summary>
    private void QueueIfReady(int ticket)
    {
        if (State.Nodes[ticket] is { Status: TicketStatus.Todo, Active: false, Missing: 0 })
        {
            State = State with { Ready = State.Ready.Add(Place(ticket)) };
        }
    }

    /// <summary>Sets the status of a ticket that is not running any more; a finished one releases its dependants.</summary>
    private void SetInactive(int ticket, TicketStatus status)
    {
        Set(ticket, State.Nodes[ticket] with { Status = status, Active = false, Gated = false, Stopping = null });
        if (State.Nodes[ticket].Finished)
        {
            foreach (var dependant in State.Dependants[ticket])
            {
                var node = State.Nodes[dependant];
                Set(dependant, node with { Missing = node.Missing - 1 });
                QueueIfReady(dependant);
            }
        }
        else if (status == TicketStatus.Todo)
        {
            // Suspended: it goes on as soon as anything does.
            State = State with { Ready = State.Ready.Add(Place(ticket)) };
        }
    }

    private void ReleaseLane(int ticket) => State = State with
    {
        Lane = State.Lane == ticket ? null : State.Lane,
        LaneQueue = State.LaneQueue.Remove(Place(ticket)),
    };

    private bool Overlap(int a, int b) =>
        State.Graph[a].Touches is { } mine && State.Graph[b].Touches is { } theirs && mine.Any(m => theirs.Any(t => Glob.Overlaps(m, t)));

    private QueuePlace Place(int ticket) => new(State.Graph[ticket].Priority ?? TrackDefaults.Priority, ticket);

    private void Set(int ticket, TicketNode node) => State = State with { Nodes = State.Nodes.SetItem(ticket, node) };
}
