using SlopTemporal.Domain.Attempts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows;

/// <summary>A provider's quota of the day: one wait for the whole track, whichever of its tickets met it.</summary>
public sealed partial class TrackWorkflow
{
    private DateTimeOffset? _quotaUntil;

    /// <summary>When a ticket last met it.</summary>
    private DateTimeOffset? _quotaMet;

    /// <summary>Whoever met a quota before then may try again.</summary>
    private DateTimeOffset? _quotaServed;

    /// <summary>A person wants to try before the time has come.</summary>
    private bool _quotaIsTried;

    private Task? _quotaWait;

    /// <summary>A ticket cannot go on before then. What it met before the last wait was over is no news.</summary>
    private void HearQuota(TicketProgress progress)
    {
        if (progress.QuotaMet is not { } met || met <= _quotaServed)
        {
            return;
        }

        _quotaMet = _quotaMet > met ? _quotaMet : met;
        if (!(_quotaUntil >= progress.QuotaUntil))
        {
            _quotaUntil = progress.QuotaUntil;
            OrderQuota();
        }

        ServeQuota();
    }

    private void ServeQuota()
    {
        if (_quotaUntil is not null && _quotaWait is null or { IsCompleted: true })
        {
            _quotaWait = ServeQuotaAsync();
        }
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
        _quotaServed = _quotaMet > Now ? _quotaMet : Now;
        (_quotaUntil, _quotaIsTried, _heard) = (null, false, true);
        OrderQuota();
    }

    private void OrderQuota()
    {
        foreach (var ticket in _scheduler.Active.ToArray())
        {
            Order(ticket, o => o with { QuotaUntil = _quotaUntil, QuotaServed = _quotaServed });
        }
    }
}
