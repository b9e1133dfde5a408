using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>A provider's quota of the day: the track waits once for all of its tickets.</summary>
public sealed partial class TicketWorkflow
{
    private bool WaitsForQuota => _orders.QuotaUntil is not null || (_progress.QuotaMet is { } met && !(_orders.QuotaServed >= met));

    /// <summary>False: no call is made now, it is suspended, or paused since.</summary>
    private async Task<bool> MayCallAsync()
    {
        if (WaitsForQuota)
        {
            _doing = "waits for a quota";
            await TellTrackAsync();
            await WaitAsync(Workflow.WaitConditionAsync(() => _orders.Suspend || !WaitsForQuota));
            if (_orders.Suspend || _orders.Paused)
            {
                return false;
            }
        }

        _progress = _progress.QuotaMet is null ? _progress : _progress with { QuotaMet = null, QuotaUntil = null };
        return true;
    }
}
