using SlopTemporal.Domain.Attempts;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace SlopTemporal.Workflows.Tracks;

/// <summary>A provider's quota of the day, kept over the runs of a track.</summary>
public sealed record QuotaState
{
    /// <summary>No call is made until then: the quota is used up. Null: none is.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When a ticket last met a used up quota.</summary>
    public DateTimeOffset? Met { get; init; }

    /// <summary>When the last wait was over: tickets that met a quota before then may try again.</summary>
    public DateTimeOffset? Served { get; init; }

    /// <summary>True: a person wants the calls to be tried before <see cref="Until"/>.</summary>
    public bool TryNow { get; init; }
}

/// <summary>One wait for the whole track, whichever of its tickets met the quota.</summary>
/// <param name="state">The state at which the run before stopped, or that of a new track.</param>
/// <param name="tickets">The tickets that get orders to wait and to go on.</param>
/// <param name="changed">Called when the wait is over.</param>
internal sealed class QuotaWait(QuotaState state, TrackTickets tickets, Action changed)
{
    private Task? _wait;

    public QuotaState State { get; private set; } = state;

    /// <summary>The orders of a ticket that starts, with the wait of the track.</summary>
    public TrackOrders AddTo(TrackOrders orders) => orders with { QuotaUntil = State.Until, QuotaServed = State.Served };

    /// <summary>A ticket met a used up quota. One that it met before the last wait was over counts as waited for.</summary>
    public void Receive(TicketProgress progress)
    {
        if (progress.QuotaMet is not { } met || met <= State.Served)
        {
            return;
        }

        State = State with { Met = State.Met > met ? State.Met : met };
        if (!(State.Until >= progress.QuotaUntil))
        {
            State = State with { Until = progress.QuotaUntil };
            TellTickets();
        }

        Start();
    }

    /// <summary>Starts the wait, if there is something to wait for and no wait is running.</summary>
    public void Start()
    {
        if (State.Until is not null && _wait is null or { IsCompleted: true })
        {
            _wait = WaitAsync();
        }
    }

    /// <summary>A person paused or resumed the track; a person who resumes it wants the calls to be tried at once.</summary>
    public void SetPaused(bool paused) => State = State with { TryNow = !paused && State.Until is not null };

    private async Task WaitAsync()
    {
        try
        {
            while (!State.TryNow && State.Until is { } until && until > WorkflowTime.Now)
            {
                await Workflow.WaitConditionWithOptionsAsync(
                    new(() => State.TryNow || State.Until != until, until - WorkflowTime.Now, "waits for a quota of the day"));
            }

            State = State with { Served = State.Met > WorkflowTime.Now ? State.Met : WorkflowTime.Now, Until = null, TryNow = false };
            changed();
            TellTickets();
        }
        catch (Exception e) when (e is FailureException or OperationCanceledException)
        {
            // The track is cancelled, and its tickets with it.
        }
    }

    private void TellTickets() => tickets.SendOrdersToAll(o => o with { QuotaUntil = State.Until, QuotaServed = State.Served });
}
