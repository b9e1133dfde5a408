using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>A provider's quota of the day: the track waits once for all of its tickets.</summary>
public sealed partial class TicketWorkflow
{
    private bool WaitsForQuota => _orders.QuotaUntil is not null || (_progress.QuotaUntil is { } own && !(_orders.QuotaServed >= own));

    /// <summary>False: no call is made now, it is suspended.</summary>
    private async Task<bool> MayCallAsync()
    {
        if (WaitsForQuota)
        {
            _doing = "waits for a quota";
            await TellTrackAsync();
            await WaitAsync(Workflow.WaitConditionAsync(() => _orders.Suspend || !WaitsForQuota));
            if (_orders.Suspend)
            {
                return false;
            }
        }

        _progress = _progress.QuotaUntil is null ? _progress : _progress with { QuotaUntil = null };
        return true;
    }
}
