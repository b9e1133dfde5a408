using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Domain.Scheduling;

/// <summary>The state after an event, and what is to be done about the event.</summary>
public sealed record SchedulerStep(SchedulerState State, IReadOnlyList<TrackCommand> Commands);

/// <summary>
/// Which ticket may run, and which may merge: a pure function of what happened. Events that make no sense in the state of a ticket
/// (a second retry, an end that was reported twice) change nothing.
/// </summary>
public static class Scheduler
{
    public static SchedulerStep Apply(SchedulerState state, TrackEvent happened)
    {
        var transition = new SchedulerTransition(state);
        switch (happened)
        {
            case TrackEvent.Started:
                transition.Start();
                break;
            case TrackEvent.Ended e:
                transition.End(e.Ticket, e.End);
                break;
            case TrackEvent.WantsLane e:
                transition.QueueForLane(e.Ticket);
                break;
            case TrackEvent.LeftLane e:
                transition.LeaveLane(e.Ticket);
                break;
            case TrackEvent.Gated e:
                transition.Gate(e.Ticket);
                break;
            case TrackEvent.Ungated e:
                transition.Ungate(e.Ticket);
                break;
            case TrackEvent.Retried e:
                transition.Retry(e.Ticket);
                break;
            case TrackEvent.Skipped e:
                transition.Stop(e.Ticket, TicketStatus.Skipped);
                break;
            case TrackEvent.TicketCancelled e:
                transition.Stop(e.Ticket, TicketStatus.Cancelled);
                break;
            case TrackEvent.Paused:
                transition.Change(s => s with { Paused = true });
                break;
            case TrackEvent.Resumed:
                transition.Change(s => s with { Paused = false });
                break;
            case TrackEvent.MaxWorkersSet e:
                transition.Change(s => s with { MaxWorkers = Math.Max(1, e.Count) });
                break;
            case TrackEvent.Added e:
                transition.Add(e.Tickets);
                break;
            case TrackEvent.Replaced e:
                transition.Replace(e.Ticket, e.Tickets);
                break;
            case TrackEvent.Suspended:
                transition.Suspend();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "not an event of the scheduler");
        }

        transition.Dispatch();
        return new(transition.State, transition.Commands);
    }
}
