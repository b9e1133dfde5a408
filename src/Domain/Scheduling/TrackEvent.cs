namespace SlopTemporal.Domain.Scheduling;

/// <summary>How a ticket's run ended.</summary>
public enum TicketEnd
{
    Completed,
    Blocked,
    Cancelled,

    /// <summary>Left out: it releases its dependants.</summary>
    Skipped,

    /// <summary>It stopped at a safe point because the track asked; it goes on from there when started again.</summary>
    Suspended,
}

/// <summary>Something that happened to a track. Tickets are named by their place in the file, from 0.</summary>
public abstract record TrackEvent
{
    private TrackEvent()
    {
    }

    /// <summary>The base is ready: work may begin.</summary>
    public sealed record Started : TrackEvent;

    /// <summary>A ticket's work is verified and waits to be merged.</summary>
    public sealed record WantsLane(int Ticket) : TrackEvent;

    /// <summary>A ticket gave the lane back: a conflict, a red check, or merged.</summary>
    public sealed record LeftLane(int Ticket) : TrackEvent;

    /// <summary>A ticket waits for a person: its slot is free for others, its files are not.</summary>
    public sealed record Gated(int Ticket) : TrackEvent;

    /// <summary>The person answered: the ticket wants a slot again.</summary>
    public sealed record Ungated(int Ticket) : TrackEvent;

    public sealed record Ended(int Ticket, TicketEnd End) : TrackEvent;

    /// <summary>A person wants a blocked or cancelled ticket tried again.</summary>
    public sealed record Retried(int Ticket) : TrackEvent;

    /// <summary>A person goes on without a ticket; its dependants are released.</summary>
    public sealed record Skipped(int Ticket) : TrackEvent;

    /// <summary>A person stops a ticket.</summary>
    public sealed record TicketCancelled(int Ticket) : TrackEvent;

    /// <summary>No ticket starts until resumed.</summary>
    public sealed record Paused : TrackEvent;

    public sealed record Resumed : TrackEvent;

    /// <summary>A new cap on tickets at work; those that run go on.</summary>
    public sealed record MaxWorkersSet(int Count) : TrackEvent;

    /// <summary>Tickets that join the track, after those that are there.</summary>
    public sealed record Added(IReadOnlyList<GraphTicket> Tickets) : TrackEvent;

    /// <summary>Tickets take the place of one at work: what waits for it waits for them, and it is left out.</summary>
    public sealed record Replaced(int Ticket, IReadOnlyList<GraphTicket> Tickets) : TrackEvent;

    /// <summary>The history grows long: every ticket stops at its next safe point, nothing starts.</summary>
    public sealed record Suspended : TrackEvent;
}

/// <summary>What the scheduler wants done.</summary>
public abstract record TrackCommand
{
    private TrackCommand()
    {
    }

    public sealed record Start(int Ticket) : TrackCommand;

    public sealed record Cancel(int Ticket) : TrackCommand;

    /// <summary>The ticket may merge; nobody else does until it leaves the lane or ends.</summary>
    public sealed record GrantLane(int Ticket) : TrackCommand;

    /// <summary>A ticket behind a gate has a slot again.</summary>
    public sealed record GrantSlot(int Ticket) : TrackCommand;

    /// <summary>A running ticket stops at its next safe point.</summary>
    public sealed record Suspend(int Ticket) : TrackCommand;
}
