using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tickets;

/// <summary>A provider's quota of the day: the track waits once for all of its tickets.</summary>
internal sealed class TicketQuota(TicketAttempt attempt, TrackLink track)
{
    private bool IsUsedUp => track.Orders.QuotaUntil is not null
        || (attempt.Progress.QuotaMet is { } met && !(track.Orders.QuotaServed >= met));

    /// <summary>Waits while it is used up. False: no call is made now, since the ticket was suspended or paused in the meantime.</summary>
    public async Task<bool> WaitForQuotaAsync()
    {
        if (IsUsedUp)
        {
            attempt.Doing = "waits for a quota";
            await track.SendStateAsync();
            await attempt.WaitAsync(Workflow.WaitConditionAsync(() => track.Orders.Suspend || !IsUsedUp));
            if (track.Orders.Suspend || track.Orders.Paused)
            {
                return false;
            }
        }

        if (attempt.Progress.QuotaMet is not null)
        {
            attempt.Change(p => p with { QuotaMet = null, QuotaUntil = null });
        }

        return true;
    }
}
