using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Gates;
using SlopTemporal.Domain.Scheduling;
using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>What holds up the merges of a track, kept over its runs.</summary>
public sealed record HoldState
{
    /// <summary>The open gate; null: nothing holds them up.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Gates of this kind that are closed.</summary>
    public int ClosedGates { get; init; }

    /// <summary>Tip of the branch when the gate opened: once it has moved on, the branch is free again.</summary>
    public string? Tip { get; init; }
}

/// <summary>
/// Merges that wait because a person has the track's branch checked out: one gate for all tickets, whose work is done and paid.
/// </summary>
internal sealed class TrackHold(HoldState state, TrackTickets tickets)
{
    public HoldState State { get; private set; } = state;

    /// <summary>Opens the gate where a ticket waits, closes it where none does any more.</summary>
    public void Serve()
    {
        if (tickets.Scheduler.Suspending)
        {
            return;
        }

        var held = Held();
        if (State.Gate is not null && State.Tip != tickets.Tip)
        {
            Release(held);
            held = [];
        }

        if (held.Length == 0)
        {
            CloseGate();
        }
        else if (State.Gate is null)
        {
            OpenGate(held[0]);
        }
    }

    /// <summary>Carries out a person's decision on the gate.</summary>
    public void Decide(Decision decision)
    {
        tickets.Sends.Add(TrackActivities.RecordDecisionAsync(tickets.Run, State.Gate!, decision));
        CloseGate();
        if (decision.Approve)
        {
            Release(Held());
            return;
        }

        foreach (var ticket in Held())
        {
            tickets.SendOrders(ticket, o => o with { MergeRefused = tickets.All[ticket].WaitNumber });
            Free(ticket);
        }
    }

    private int[] Held() =>
        [.. Enumerable.Range(0, tickets.All.Count).Where(t => tickets.All[t].State.Progress?.Held is not null && IsLeftWaiting(t))];

    // One that was suspended while it waited finds out for itself when it starts; until then it waits.
    private bool IsLeftWaiting(int ticket) =>
        tickets.Scheduler.Nodes[ticket].Active || (tickets.Status(ticket) == TicketStatus.Todo && tickets.All[ticket].State.Suspended);

    /// <summary>Those tickets try their merge again, as soon as they have a slot.</summary>
    private void Release(int[] held)
    {
        foreach (var ticket in held)
        {
            Free(ticket);
            tickets.AddEvent(new TrackEvent.Ungated(ticket));
        }
    }

    private void Free(int ticket) =>
        tickets.All[ticket].Change(t => t with { Progress = t.Progress! with { Held = null } });

    private void OpenGate(int ticket)
    {
        var held = tickets.All[ticket].State.Progress!.Held!;
        var action = new GateAction("", Sha256.Hex($"{held}\n{tickets.Tip}"), Preview.Line(held, 400));
        State = State with { Gate = Gate.Open(GateKind.Merge, State.ClosedGates + 1, action, WorkflowTime.Now), Tip = tickets.Tip };
    }

    private void CloseGate()
    {
        if (State.Gate is not null)
        {
            State = State with { Gate = null, ClosedGates = State.ClosedGates + 1, Tip = null };
        }
    }
}
