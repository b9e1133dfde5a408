using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model;

/// <summary>Every call to a model waits here until the limits allow it: the limits of a provider hold over all tracks of the
/// process.</summary>
/// <remarks>The framework's rate limiters serve in the order of asking and know no tracks: one of them could take every place.</remarks>
public sealed class CallLimiter(Func<SlopSettings> settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiting = [];
    private readonly List<QueuedCall> _running = [];
    private readonly List<(DateTimeOffset At, QueuedCall Call)> _sent = [];
    private SlopSettings _values = new();
    private ITimer? _timer;

    /// <summary>Waits for the call's turn; it is over when the result is disposed.</summary>
    public async Task<IDisposable> EnterAsync(QueuedCall call, CancellationToken cancellationToken)
    {
        // Read here only: a file that a person has left half-edited is then the failure of a call, not of whoever leaves or of a timer.
        var values = settings();
        var waiter = new Waiter(call, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _values = values;
            _waiting.Add(waiter);
            StartNext();
        }

        await using var registration = cancellationToken.Register(() => Leave(waiter, cancellationToken));
        await waiter.Turn.Task;
        return new Place(this, call);
    }

    public void Dispose() => _timer?.Dispose();

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // One that has its turn gives it back by itself.
            if (_waiting.Remove(waiter))
            {
                waiter.Turn.SetCanceled(cancellationToken);
            }
        }
    }

    private void Exit(QueuedCall call)
    {
        lock (_lock)
        {
            _running.Remove(call);
            StartNext();
        }
    }

    private void StartNext()
    {
        var now = time.GetUtcNow();
        _sent.RemoveAll(s => s.At <= now - Minute);
        while (CallOrder.Next([.. _waiting.Select(w => w.Call)], _running, Sent, _values.Catalogue.Get, _values.MaxCalls) is { } next)
        {
            var waiter = _waiting[next];
            _waiting.RemoveAt(next);
            _running.Add(waiter.Call);
            _sent.Add((now, waiter.Call));
            waiter.Turn.SetResult();
        }

        if (_waiting.Count > 0 && _sent.Count > 0)
        {
            _timer ??= time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(_sent[0].At + Minute - now, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            StartNext();
        }
    }

    private long Sent(ModelName model) => _sent.Where(s => s.Call.Model == model).Sum(s => s.Call.Tokens);

    private sealed record Waiter(QueuedCall Call, TaskCompletionSource Turn);

    private sealed class Place(CallLimiter limiter, QueuedCall call) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                limiter.Exit(call);
            }
        }
    }
}
