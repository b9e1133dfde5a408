using System.Text;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.UnitTests.Scheduling;

/// <summary>A track as its workflow drives the scheduler, with books of its own about who works, waits and merges.</summary>
internal sealed class SimulatedTrack
{
    private readonly Queue<GraphTicket[]> _more;
    private readonly StringBuilder _events = new();
    private readonly HashSet<int> _running = [];
    private readonly HashSet<int> _withoutSlot = [];
    private readonly HashSet<int> _wantSlot = [];
    private readonly HashSet<int> _wantLane = [];
    private readonly HashSet<int> _toldToStop = [];
    private readonly HashSet<int> _toldToSuspend = [];
    private readonly HashSet<int> _mayBeFinished = [];
    private readonly Dictionary<int, int[]> _waitFor = [];
    private SchedulerState _state;
    private int? _lane;
    private bool _paused;
    private bool _suspending;
    private bool _open;
    private int _cap;

    public SimulatedTrack(GraphTicket[] graph, int cap, GraphTicket[][] more)
    {
        (_cap, _more) = (cap, new(more));
        _state = SchedulerState.Create(Placed(graph, 0), cap);
        foreach (var (ticket, place) in _state.Graph.Select((t, i) => (t, i)))
        {
            Note($"ticket {place} after [{string.Join(' ', ticket.After ?? [])}] priority {ticket.Priority} touches {ticket.Touches?[0]}");
        }
    }

    private int Count => _state.Nodes.Length;

    /// <summary>Lets everything happen, then people only help, so that the track must end.</summary>
    /// <param name="early">So many moves come before the base is ready.</param>
    /// <param name="moves">In their order.</param>
    public void Run(int early, Move[] moves)
    {
        foreach (var move in moves.Take(early))
        {
            Make(move);
        }

        Happen(new TrackEvent.Started());
        foreach (var move in moves.Skip(early))
        {
            Make(move);
        }

        for (var round = 0; _state.Status != TrackStatus.Completed; round++)
        {
            Check(round < (4 * Count) + 10, $"it ends, and is not {_state.Status} for ever");
            Help();
        }

        Check(_running.Count == 0, "nobody works on when the track is completed");
    }

    private void Help()
    {
        Happen(new TrackEvent.Resumed());
        foreach (var ticket in Tickets(t => _withoutSlot.Contains(t) && !_wantSlot.Contains(t)))
        {
            Happen(new TrackEvent.Ungated(ticket));
        }

        foreach (var ticket in Tickets(_running.Contains))
        {
            Happen(new TrackEvent.Ended(ticket, _toldToSuspend.Contains(ticket) ? TicketEnd.Suspended : TicketEnd.Completed));
        }

        foreach (var ticket in Tickets(t => _state.Nodes[t].Status is TicketStatus.Blocked or TicketStatus.Cancelled))
        {
            Happen(new TrackEvent.Retried(ticket));
        }
    }

    private void Make(Move move)
    {
        if (Event(move) is { } happens)
        {
            Happen(happens);
        }
    }

    /// <summary>Null: it can happen to nobody.</summary>
    private TrackEvent? Event(Move move) => move.What switch
    {
        Happening.Completes => To(move, _running.Contains, t => End(t, TicketEnd.Completed, move.Which)),
        Happening.Blocks => To(move, _running.Contains, t => End(t, TicketEnd.Blocked, move.Which)),
        Happening.Cancels => To(move, _toldToStop.Contains, t => End(t, TicketEnd.Cancelled, move.Which)),
        Happening.IsLeftOut => To(move, _running.Contains, t => End(t, TicketEnd.Skipped, move.Which)),
        Happening.WantsLane => To(move, t => Works(t) && _lane != t, t => new TrackEvent.WantsLane(t)),
        Happening.LeavesLane => To(move, t => _lane == t || _wantLane.Contains(t), t => new TrackEvent.LeftLane(t)),
        Happening.OpensGate => To(move, Works, t => new TrackEvent.Gated(t)),
        Happening.ClosesGate => To(move, _withoutSlot.Contains, t => new TrackEvent.Ungated(t)),
        Happening.EndsAgain => To(move, t => !_running.Contains(t), t => new TrackEvent.Ended(t, (TicketEnd)(move.Which % 5))),
        Happening.IsRetried => To(move, _ => true, t => new TrackEvent.Retried(t)),
        Happening.IsSkipped => To(move, _ => true, t => new TrackEvent.Skipped(t)),
        Happening.IsCancelled => To(move, _ => true, t => new TrackEvent.TicketCancelled(t)),
        Happening.Pauses => new TrackEvent.Paused(),
        Happening.Resumes => new TrackEvent.Resumed(),
        Happening.GetsWorkers => new TrackEvent.MaxWorkersSet(1 + (move.Which % 6)),
        Happening.Grows => _more.TryDequeue(out var more) ? new TrackEvent.Added(Placed(more, Count)) : null,
        Happening.IsReplaced => To(move, _running.Contains, Replace),
        Happening.Suspends => new TrackEvent.Suspended(),
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    private bool Works(int ticket) => _running.Contains(ticket) && !_withoutSlot.Contains(ticket);

    /// <summary>What was told to suspend does so, unless it ends in another way before.</summary>
    private TrackEvent.Ended End(int ticket, TicketEnd end, int which) =>
        new(ticket, end == TicketEnd.Completed && which % 4 > 0 && _toldToSuspend.Contains(ticket) ? TicketEnd.Suspended : end);

    /// <summary>Pieces depend on what the ticket did and on each other, as a split has them; null: no more tickets are left.</summary>
    private TrackEvent.Replaced? Replace(int ticket)
    {
        if (!_more.TryDequeue(out var more))
        {
            return null;
        }

        var before = _state.Graph[ticket].After ?? [];
        return new(ticket, [.. more.Select((t, i) => t with
        {
            Id = $"t{Count + i}",
            After = [.. before, .. (t.After ?? []).Where(_ => i > 0).Select(a => Count + (a % i)).Distinct()],
        })]);
    }

    private TrackEvent? To(Move move, Func<int, bool> can, Func<int, TrackEvent?> happens) =>
        Tickets(can) is { Length: > 0 } tickets ? happens(tickets[move.Which % tickets.Length]) : null;

    private int[] Tickets(Func<int, bool> can) => [.. Enumerable.Range(0, Count).Where(can)];

    /// <summary>Applies an event as the workflow does: with its commands, and a new run where the old one has suspended all.</summary>
    private void Happen(TrackEvent happened)
    {
        Note(happened is TrackEvent.Replaced r
            ? $"{r.Ticket} replaced by {string.Join(", ", r.Tickets.Select(t => $"{t.Id} after [{string.Join(' ', t.After ?? [])}]"))}"
            : $"{happened}");
        var wasRunning = happened is TrackEvent.Ended e && _running.Contains(e.Ticket);
        Keep(happened);
        var step = Scheduler.Apply(_state, happened);
        _state = step.State;
        foreach (var command in step.Commands)
        {
            Note($"  {command}");
            Do(command);
        }

        if (happened is TrackEvent.Suspended)
        {
            Check(_running.SetEquals(_toldToSuspend), "all that work are told to suspend");
        }

        Check(happened is not TrackEvent.Ended || wasRunning || step.Commands.Count == 0, "an end that is told twice does nothing");
        Check(
            happened is not TrackEvent.Ended { End: TicketEnd.Completed } c
                || !wasRunning
                || _state.Nodes[c.Ticket].Status == TicketStatus.Completed,
            "no end is lost");
        CheckState();
        if (_suspending && _running.Count == 0)
        {
            ContinueAsNew();
        }
    }

    /// <summary>Only statuses, the cap and the pause travel.</summary>
    private void ContinueAsNew()
    {
        Note("a new run");
        var wasOpen = _open;
        var paused = _paused;
        (_suspending, _open, _paused) = (false, false, false);
        _toldToSuspend.Clear();
        _state = SchedulerState.Create(_state.Graph, _state.MaxWorkers, statuses: [.. _state.Nodes.Select(n => n.Status)]);
        if (paused)
        {
            Happen(new TrackEvent.Paused());
        }

        if (wasOpen)
        {
            Happen(new TrackEvent.Started());
        }
    }

    /// <summary>The simulation's own books of what has happened.</summary>
    private void Keep(TrackEvent happened)
    {
        switch (happened)
        {
            case TrackEvent.Started:
                _open = true;
                break;
            case TrackEvent.Ended e when _running.Remove(e.Ticket):
                Leave(e.Ticket, e.End);
                break;
            case TrackEvent.Replaced e when _running.Remove(e.Ticket):
                int[] pieces = [.. Enumerable.Range(Count, e.Tickets.Count)];
                foreach (var waiting in Tickets(t => (_state.Graph[t].After ?? []).Contains(e.Ticket)))
                {
                    // What took the place of a ticket can be replaced in its turn.
                    _waitFor[waiting] = [.. (_waitFor.GetValueOrDefault(waiting) ?? []).Where(piece => piece != e.Ticket), .. pieces];
                }

                Leave(e.Ticket, TicketEnd.Skipped);
                break;
            case TrackEvent.WantsLane e when !_toldToStop.Contains(e.Ticket):
                _wantLane.Add(e.Ticket);
                break;
            case TrackEvent.LeftLane e:
                _lane = _lane == e.Ticket ? null : _lane;
                _wantLane.Remove(e.Ticket);
                break;
            case TrackEvent.Gated e:
                _withoutSlot.Add(e.Ticket);
                break;
            case TrackEvent.Ungated e:
                _wantSlot.Add(e.Ticket);
                break;
            case TrackEvent.Skipped e:
                _mayBeFinished.Add(e.Ticket);
                break;
            case TrackEvent.Paused or TrackEvent.Resumed:
                _paused = happened is TrackEvent.Paused;
                break;
            case TrackEvent.MaxWorkersSet e:
                _cap = e.Count;
                break;
            case TrackEvent.Suspended:
                _suspending = true;
                break;
            default:
                break;
        }
    }

    private void Leave(int ticket, TicketEnd end)
    {
        _lane = _lane == ticket ? null : _lane;
        foreach (var book in new[] { _withoutSlot, _wantSlot, _wantLane, _toldToStop, _toldToSuspend })
        {
            book.Remove(ticket);
        }

        if (end is TicketEnd.Completed or TicketEnd.Skipped)
        {
            _mayBeFinished.Add(ticket);
        }
    }

    private void Do(TrackCommand command)
    {
        switch (command)
        {
            case TrackCommand.Start c:
                Check(_running.Add(c.Ticket), "a ticket runs once at a time");
                Check(IsReady(c.Ticket), "no ticket starts before its dependencies are finished");
                Check(
                    (_waitFor.GetValueOrDefault(c.Ticket) ?? []).All(piece => _state.Nodes[piece].Finished),
                    "what waited for a ticket that was replaced waits for all that took its place");
                Check(!_running.Any(other => other != c.Ticket && Overlap(other, c.Ticket)), "files of running tickets do not overlap");
                Check(Working <= _cap && MayStart, "starts keep to the cap, the pause and the suspension");
                break;
            case TrackCommand.GrantSlot c:
                Check(_wantSlot.Remove(c.Ticket) && _withoutSlot.Remove(c.Ticket), "who wants a slot gets it back, once");
                Check(Working <= _cap && MayStart, "slots keep to the cap, the pause and the suspension");
                break;
            case TrackCommand.GrantLane c:
                Check(
                    _lane is null && _wantLane.Remove(c.Ticket) && _running.Contains(c.Ticket),
                    "one ticket merges at a time, of those that want to");
                _lane = c.Ticket;
                break;
            case TrackCommand.Cancel c:
                Check(_running.Contains(c.Ticket) && _toldToStop.Add(c.Ticket), "only running tickets are cancelled, once");
                break;
            case TrackCommand.Suspend c:
                Check(
                    _suspending && _running.Contains(c.Ticket) && _toldToSuspend.Add(c.Ticket), "only running tickets are suspended, once");
                break;
            default:
                Check(false, $"{command} is known");
                break;
        }
    }

    private int Working => _running.Count - _withoutSlot.Count;

    private bool MayStart => _open && !_paused && !_suspending;

    private bool IsReady(int ticket) => (_state.Graph[ticket].After ?? []).All(d => _state.Nodes[d].Finished);

    /// <summary>Nothing that could go on stands still, and the state agrees with the books.</summary>
    private void CheckState()
    {
        Check(Working == _state.Running && _cap == _state.MaxWorkers && _paused == _state.Paused, "slots, cap and pause are kept");
        Check(_state.Lane == _lane && (_lane is not null || _wantLane.Count == 0), "the lane is not empty while somebody wants it");
        Check(Tickets(t => _state.Nodes[t].Finished).All(_mayBeFinished.Contains), "only what ended or was skipped is finished");
        Check(Tickets(t => _state.Nodes[t].Active).SequenceEqual(_running.Order()), "who runs is known");
        var carried = SchedulerState.Create(_state.Graph, _state.MaxWorkers, statuses: [.. _state.Nodes.Select(n => n.Status)]);
        Check(
            carried.Dependants.Zip(_state.Dependants).All(d => d.First.Order().SequenceEqual(d.Second.Order()))
                && carried.Nodes.Select(n => (n.Status, n.Missing)).SequenceEqual(_state.Nodes.Select(n => (n.Status, n.Missing))),
            "what travels to the next run makes the same state of it");
        if (MayStart && Working < _cap)
        {
            Check(_wantSlot.Count == 0, "nobody waits for a slot that is free");
            var left = Tickets(t => _state.Nodes[t].Status == TicketStatus.Todo && !_running.Contains(t) && IsReady(t));
            Check(left.All(t => _running.Any(r => Overlap(r, t))), "what could start has started");
        }
    }

    private bool Overlap(int a, int b) =>
        (_state.Graph[a].Touches ?? []).Any(x => (_state.Graph[b].Touches ?? []).Any(y => Glob.Overlaps(x, y)));

    /// <summary>Tickets that depend on earlier ones only.</summary>
    private static GraphTicket[] Placed(GraphTicket[] tickets, int first) => [.. tickets.Select((t, i) => t with
    {
        Id = $"t{first + i}",
        After = t.After is { } after && first + i > 0 ? [.. after.Select(a => a % (first + i)).Distinct()] : null,
    })];

    private void Note(string line) => _events.AppendLine(line);

    private void Check(bool holds, string rule) => Assert.True(holds, $"broken: {rule}\n{_events}");
}
