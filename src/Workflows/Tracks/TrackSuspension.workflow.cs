using SlopTemporal.Domain.Scheduling;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>Begins to suspend a track whose history has become long, so that it can continue as new.</summary>
internal static class TrackSuspension
{
    // A query does not see the server's suggestion: it showed a gate that the run did not open, and refused an answer to.
    private const string ServesFirst = "serve-before-suspension";

    /// <summary>Suspends all tickets if the server suggests it, after what has happened by now is dealt with as always.</summary>
    public static void BeginIfSuggested(TrackTickets tickets, TrackBudget budget, TrackHold hold)
    {
        if (!Workflow.ContinueAsNewSuggested || tickets.Scheduler.Suspending)
        {
            return;
        }

        if (Workflow.Patched(ServesFirst))
        {
            tickets.Apply();
            budget.ServeWaiting();
            hold.Serve();
        }

        tickets.AddEvent(new TrackEvent.Suspended());
    }
}
