using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Requests;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Contracts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>
/// The tickets of a track: events go into the scheduler, its commands start, cancel and order runs of tickets. Tickets are named by their
/// place in the file, from 0.
/// </summary>
/// <param name="input">Input of the track's workflow.</param>
/// <param name="state">The state at which the run before stopped, or that of a new track.</param>
/// <param name="firstOrders">The orders that the ticket at a place is started with.</param>
internal sealed class TrackTickets(TrackInput input, TicketsState state, Func<int, TrackOrders> firstOrders)
{
    private readonly TicketStarter _starter = new(input);
    private readonly List<TrackedTicket> _tickets =
        [.. input.Graph.Zip(state.Tickets, (node, record) => new TrackedTicket(node.Id, record))];

    private readonly SortedDictionary<string, int> _places = new(
        input.Graph.Select((node, place) => (node.Id, place)).ToDictionary(p => p.Id, p => p.place, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>Runs of tickets' workflows that are open, by the ticket's place.</summary>
    private readonly SortedDictionary<int, Task> _runs = [];

    /// <summary>Events that the scheduler has not received yet.</summary>
    private readonly Queue<TrackEvent> _events = new();

    public TicketsState State => new()
    {
        MaxWorkers = Scheduler.MaxWorkers,
        Paused = Scheduler.Paused,
        Tip = Tip,
        Statuses = [.. Scheduler.Nodes.Select(n => n.Status)],
        Tickets = [.. _tickets.Select(t => t.State)],
    };

    public SchedulerState Scheduler { get; private set; } =
        SchedulerState.Create(input.Graph, state.MaxWorkers, state.Statuses) with { Paused = state.Paused };

    /// <summary>The run of the track, with its current document: tickets that are added make a new one.</summary>
    public TrackScope Run { get; private set; } = input.Run;

    /// <summary>Commit at the tip of the branch; null: not known yet.</summary>
    public string? Tip { get; private set; } = state.Tip;

    public IReadOnlyList<TrackedTicket> All => _tickets;

    /// <summary>True: there is no repository; tickets only answer.</summary>
    public bool IsTextOnly => input.TextOnly;

    public PlanBill? Plan => input.Plan;

    /// <summary>Messages to tickets, and records, that are on their way.</summary>
    public BackgroundTasks Sends { get; } = new();

    public bool HasEvents => _events.Count > 0;

    /// <summary>True: the workflow of at least one ticket is open.</summary>
    public bool IsAnyRunning => _runs.Count > 0;

    /// <summary>The place of a ticket in the file, from 0.</summary>
    /// <exception cref="RequestException">There is no such ticket.</exception>
    public int Place(string ticket) => _places.TryGetValue(ticket, out var place)
        ? place
        : throw new RequestException($"there is no ticket \"{Preview.Line(ticket, 80)}\" in this track");

    public TicketStatus Status(int ticket) => Scheduler.Nodes[ticket].Status;

    /// <summary>The branch was made, and this is the commit at its tip.</summary>
    public void SetTip(string tip) => Tip = tip;

    public void AddEvent(TrackEvent happened) => _events.Enqueue(happened);

    /// <summary>Passes all events to the scheduler and carries its commands out.</summary>
    public void Apply()
    {
        while (_events.TryDequeue(out var happened))
        {
            var step = Domain.Scheduling.Scheduler.Apply(Scheduler, happened);
            Scheduler = step.State;
            foreach (var command in step.Commands)
            {
                Execute(command);
            }
        }

        foreach (var ended in _runs.Where(r => r.Value.IsCompleted).Select(r => r.Key).ToArray())
        {
            _runs.Remove(ended);
        }

        Sends.RemoveCompleted();
    }

    /// <summary>The track is cancelled, and its tickets with it: no ticket starts, and those that run clean up first.</summary>
    public async Task EndAllAsync()
    {
        Scheduler = Domain.Scheduling.Scheduler.Apply(Scheduler, new TrackEvent.Suspended()).State;
        await Workflow.WhenAllAsync(_runs.Values);
        Apply();
    }

    /// <summary>Receives the state of a ticket. False: the message is late and has no effect.</summary>
    /// <param name="received">The whole state of the ticket.</param>
    /// <param name="tryLend">Gives a ticket that asks for budget some at once, so that it keeps its slot. False: there is none.</param>
    public bool Receive(TicketState received, Func<int, bool> tryLend)
    {
        if (!_places.TryGetValue(received.Ticket, out var place) || !_tickets[place].Receive(received))
        {
            return false;
        }

        ReceiveWait(place, received, tryLend);
        if (_tickets[place].LaneRequest != received.LaneRequest)
        {
            _tickets[place].LaneRequest = received.LaneRequest;
            AddEvent(received.LaneRequest > 0 ? new TrackEvent.WantsLane(place) : new TrackEvent.LeftLane(place));
        }

        return true;
    }

    /// <summary>Tells the scheduler where the ticket has begun to wait for a person or for budget, or waits no more.</summary>
    private void ReceiveWait(int place, TicketState received, Func<int, bool> tryLend)
    {
        var ticket = _tickets[place];
        var wantsBudget = received.WantsBudget == true;
        if (received.GateNumber > ticket.WaitNumber)
        {
            ticket.WaitNumber = received.GateNumber;
            ticket.Change(t => t with { WantsBudget = wantsBudget });
            if (!wantsBudget || !tryLend(place))
            {
                AddEvent(new TrackEvent.Gated(place));
            }
        }

        var isGated = Scheduler.Nodes[place].Gated || _events.Contains(new TrackEvent.Gated(place));
        if (received.Progress is { Gate: null, Held: null } && !wantsBudget && isGated)
        {
            AddEvent(new TrackEvent.Ungated(place));
        }
    }

    /// <summary>Sends changed orders to a ticket.</summary>
    public void SendOrders(int ticket, Func<TrackOrders, TrackOrders> change) => Sends.Add(_tickets[ticket].ChangeOrdersAsync(change));

    /// <summary>Sends changed orders to all tickets at work.</summary>
    public void SendOrdersToAll(Func<TrackOrders, TrackOrders> change)
    {
        foreach (var ticket in Scheduler.Active)
        {
            SendOrders(ticket, change);
        }
    }

    /// <summary>Tickets that join the track, under a document that has them.</summary>
    public void Add(string document, IReadOnlyList<GraphTicket> tickets)
    {
        Join(document, tickets);
        AddEvent(new TrackEvent.Added(tickets));
        Apply();
    }

    private void Join(string document, IReadOnlyList<GraphTicket> tickets)
    {
        Run = Run with { Document = document };
        foreach (var ticket in tickets)
        {
            _places[ticket.Id] = _tickets.Count;
            _tickets.Add(new(ticket.Id, new()));
        }
    }

    private void Execute(TrackCommand command)
    {
        switch (command)
        {
            case TrackCommand.Start c:
                _runs[c.Ticket] = RunAsync(c.Ticket);
                break;
            case TrackCommand.Cancel c:
                _tickets[c.Ticket].Cancel();
                break;
            case TrackCommand.GrantLane c:
                SendOrders(c.Ticket, o => o with { LaneGrant = _tickets[c.Ticket].LaneRequest });
                break;
            case TrackCommand.GrantSlot c:
                SendOrders(c.Ticket, o => o with { SlotGrant = _tickets[c.Ticket].WaitNumber });
                break;
            case TrackCommand.Suspend c:
                SendOrders(c.Ticket, o => o with { Suspend = true });
                break;
            default:
                throw new InvalidOperationException($"no way to carry out {command}");
        }
    }

    /// <summary>Runs a ticket to its end. Never throws: what went wrong becomes the ticket's end and reason.</summary>
    private async Task RunAsync(int place)
    {
        var (ticket, pieces) = (_tickets[place], default(AddedTickets));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
        ticket.BeginRun(cancel, WorkflowTime.Now);
        TicketEnd end;
        try
        {
            var result = await ticket.AwaitResultAsync(await StartAsync(place, cancel.Token));
            ticket.Change(t => t.WithProgress(result.Progress));
            end = result.End;
            pieces = await TrackActivities.SplitAsync(() => Run, ticket.Id, result.Pieces);
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            var cancelled = cancel.IsCancellationRequested || TemporalException.IsCanceledException(e);
            end = cancelled ? TicketEnd.Cancelled : TicketEnd.Blocked;
            ticket.Change(t => t with { Reason = cancelled ? "cancelled" : Preview.Line((e.InnerException ?? e).Message, 400) });
            await TrackActivities.RemoveWorktreeAsync(input, new(Run, ticket.Id, Math.Max(1, ticket.State.Attempt)));
        }

        if (end == TicketEnd.Completed)
        {
            Tip = ticket.State.Commit ?? Tip;
        }

        ticket.EndRun(end, WorkflowTime.Now);
        if (pieces?.Document is { } document)
        {
            Join(document, pieces.Tickets);
        }

        AddEvent(pieces?.Document is null ? new TrackEvent.Ended(place, end) : new TrackEvent.Replaced(place, pieces.Tickets));
    }

    private Task<ChildWorkflowHandle<TicketWorkflow, TicketResult>> StartAsync(int place, CancellationToken cancellationToken)
    {
        var (ticket, node) = (_tickets[place], Scheduler.Graph[place]);
        ticket.Prepare(node.MaxAttempts ?? TrackDefaults.MaxAttempts, input.Rungs);
        ticket.SetFirstOrders(firstOrders(place));
        return _starter.StartAsync(_starter.CreateInput(Run, node, ticket, Scheduler.SkippedBefore(place)), cancellationToken);
    }
}
