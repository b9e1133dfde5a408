using SlopTemporal.Domain.Attempts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>A provider's quota of the day: one wait for the whole track, whichever of its tickets met it.</summary>
public sealed partial class TrackWorkflow
{
    private DateTimeOffset? _quotaUntil;
    private Task? _quotaWait;

    /// <summary>A person wants to try before the time has come.</summary>
    private bool _quotaIsTried;

    /// <summary>A ticket cannot go on before then.</summary>
    private void HearQuota(TicketProgress progress)
    {
        if (progress.QuotaUntil is not { } until)
        {
            return;
        }

        if (!(_quotaUntil >= until))
        {
            _quotaUntil = until;
            OrderQuota();
        }

        _quotaWait ??= ServeQuotaAsync();
    }

    private async Task ServeQuotaAsync()
    {
        try
        {
            while (!_quotaIsTried && _quotaUntil is { } until && until > Now)
            {
                await Workflow.WaitConditionWithOptionsAsync(new(() => _quotaIsTried || _quotaUntil != until, until - Now, "waits for a quota of the day"));
            }

            EndQuota();
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            // The track is cancelled, and its tickets with it.
        }
    }

    private void EndQuota()
    {
        (var served, _quotaUntil, _quotaWait, _quotaIsTried, _heard) = (_quotaUntil, null, null, false, true);
        foreach (var ticket in _scheduler.Active.ToArray())
        {
            Order(ticket, o => o with { QuotaUntil = null, QuotaServed = served });
        }
    }

    private void OrderQuota()
    {
        foreach (var ticket in _scheduler.Active.ToArray())
        {
            Order(ticket, o => o with { QuotaUntil = _quotaUntil });
        }
    }
}
