using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>A new state and what to do about it.</summary>
public sealed record SchedulerStep(SchedulerState State, IReadOnlyList<TrackCommand> Commands);

/// <summary>
/// Which ticket may run, and which may merge: a pure function of what happened. Events that make no sense where a ticket stands
/// (a second retry, an end that was told twice) change nothing.
/// </summary>
public static class Scheduler
{
    public static SchedulerStep Apply(SchedulerState state, TrackEvent happened)
    {
        var turn = new SchedulerTurn(state);
        switch (happened)
        {
            case TrackEvent.Started:
                turn.Open();
                break;
            case TrackEvent.Ended e:
                turn.End(e.Ticket, e.End);
                break;
            case TrackEvent.WantsLane e:
                turn.QueueForLane(e.Ticket);
                break;
            case TrackEvent.LeftLane e:
                turn.LeaveLane(e.Ticket);
                break;
            case TrackEvent.Gated e:
                turn.Gate(e.Ticket);
                break;
            case TrackEvent.Ungated e:
                turn.Ungate(e.Ticket);
                break;
            case TrackEvent.Retried e:
                turn.Retry(e.Ticket);
                break;
            case TrackEvent.Skipped e:
                turn.Stop(e.Ticket, TicketStatus.Skipped);
                break;
            case TrackEvent.TicketCancelled e:
                turn.Stop(e.Ticket, TicketStatus.Cancelled);
                break;
            case TrackEvent.Paused:
                turn.Change(s => s with { Paused = true });
                break;
            case TrackEvent.Resumed:
                turn.Change(s => s with { Paused = false });
                break;
            case TrackEvent.MaxWorkersSet e:
                turn.Change(s => s with { MaxWorkers = Math.Max(1, e.Count) });
                break;
            case TrackEvent.Added e:
                turn.Add(e.Tickets);
                break;
            case TrackEvent.Suspended:
                turn.Suspend();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "not an event of the scheduler");
        }

        turn.Dispatch();
        return new(turn.State, turn.Commands);
    }
}
