using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Budgets;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Workflows.Tickets;

namespace SlopTemporal.Workflows;

/// <summary>What a ticket's workflow starts from.</summary>
public sealed record TicketInput
{
    public required TrackScope Run { get; init; }

    public required string Ticket { get; init; }

    /// <summary>True: there is no repository; the ticket only answers.</summary>
    public bool TextOnly { get; init; }

    /// <summary>Number of models of the ladder.</summary>
    public int Rungs { get; init; } = 1;

    public bool SearchAttributes { get; init; }

    /// <summary>Caps of its own; null: only those of the track.</summary>
    public Budget? Budget { get; init; }

    /// <summary>See <see cref="TrackDocument.AttemptTurns"/>.</summary>
    public int? AttemptTurns { get; init; }

    /// <summary>What happens if it changes nothing; null: it is completed.</summary>
    public EmptyPolicy? Empty { get; init; }

    /// <summary>Its gates. Null: none, as in older histories.</summary>
    public GateRules? Rules { get; init; }

    /// <summary>What the other tiers do. Null: nothing, as in older histories.</summary>
    public HelpRules? Help { get; init; }

    /// <summary>Lines of its acceptance, which tier 2 judges; null: none, or its track is of a build before.</summary>
    public int? Acceptance { get; init; }

    /// <summary>Ids of the tickets that it depends on and that were skipped; null: none, or its track is of a build before.</summary>
    public IReadOnlyList<string>? Skipped { get; init; }

    /// <summary>Where it starts: fresh, after a person's retry, or where it was suspended.</summary>
    public required TicketProgress Progress { get; init; }

    /// <summary>The orders that the track starts it with; null: none.</summary>
    public TrackOrders? Orders { get; init; }

    /// <summary>
    /// What the run before remembered beside <see cref="Progress"/>, over the ticket's own continue-as-new. Null: this is the first run,
    /// or <see cref="Talk"/> says it.
    /// </summary>
    public TicketRunState? State { get; init; }

    /// <summary>The same and the first orders in the form of builds before; read, never written.</summary>
    public TicketTalk? Talk { get; init; }

    /// <summary>Stands for a start that is refused.</summary>
    internal static TicketInput Nothing { get; } = new() { Run = TrackScope.None, Ticket = "", Progress = new() };
}

/// <summary>The last messages between a ticket and its track, as builds before <see cref="TicketRunState"/> wrote them.</summary>
/// <param name="Said">Number of the last <see cref="TicketState"/> that was sent.</param>
/// <param name="LaneRequests">Times that the ticket asked for the lane.</param>
/// <param name="Orders">The last orders that were received.</param>
/// <param name="Gates">Times that the ticket gave its slot back, to wait for a person or for budget.</param>
/// <param name="Requests">Ids of requests that were done; null: none.</param>
public sealed record TicketTalk(int Said, int LaneRequests, TrackOrders Orders, int Gates = 0, IReadOnlyList<string>? Requests = null);

/// <summary>A ticket's result, for its track.</summary>
public sealed record TicketResult(TicketEnd End, TicketProgress Progress)
{
    /// <summary>Hash of the tickets that take its place; null: none do.</summary>
    public string? Pieces { get; init; }
}

/// <summary>Signal <c>ticket_state</c>: the whole state of a ticket, numbered; the last one wins.</summary>
public sealed record TicketState
{
    public required string Ticket { get; init; }

    /// <summary>Counts up; a lower number than the last is late and means nothing.</summary>
    public required int Number { get; init; }

    public required TicketProgress Progress { get; init; }

    /// <summary>The request for the lane that is open, counted from 1; 0: none.</summary>
    public int LaneRequest { get; init; }

    /// <summary>True: its allowance is spent, and it waits for more.</summary>
    public bool? WantsBudget { get; init; }

    /// <summary>Times that this run gave its slot back, to wait for a person or for budget. A gate is in <see cref="Progress"/>.</summary>
    public int GateNumber { get; init; }
}

/// <summary>Signal <c>track_orders</c>: what a track wants of a ticket, numbered; the last one wins.</summary>
public sealed record TrackOrders
{
    /// <summary>Counts up; a lower number than the last is late and means nothing.</summary>
    public int Number { get; init; }

    /// <summary>The request for the lane that is granted; 0: none.</summary>
    public int LaneGrant { get; init; }

    /// <summary>The gate after which the ticket has a slot again, counted from 1.</summary>
    public int SlotGrant { get; init; }

    /// <summary>The wait, counted as for <see cref="SlotGrant"/>, after which the ticket gives its merge up; null: none.</summary>
    public int? MergeRefused { get; init; }

    /// <summary>Up to which sum it may spend; null: no limit.</summary>
    public Allowance? Allowance { get; init; }

    /// <summary>True: a person does not raise the track's budget; a ticket that waits for it gives up.</summary>
    public bool? NoBudget { get; init; }

    /// <summary>A model's quota is used up until then: no call is made. Null: none is.</summary>
    public DateTimeOffset? QuotaUntil { get; init; }

    /// <summary>Whoever met a quota before then may try again.</summary>
    public DateTimeOffset? QuotaServed { get; init; }

    /// <summary>Hashes of calls that a person approved for the whole track.</summary>
    public IReadOnlyList<string>? Always { get; init; }

    /// <summary>Tiers that have used their part of the track's budget: only what a ticket cannot do without is asked. Null: none.</summary>
    public IReadOnlyList<int>? UsedUpTiers { get; init; }

    /// <summary>Stop between two turns until told otherwise.</summary>
    public bool Paused { get; init; }

    /// <summary>End at the next safe point; the next run goes on from the state so far.</summary>
    public bool Suspend { get; init; }
}
