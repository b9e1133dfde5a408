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
    private readonly Dictionary<ModelName, ModelHold> _holds = [];
    private long _round;
    private SlopSettings _values = new();
    private ITimer? _timer;

    /// <summary>Calls that wait now; those that were let out have left it before they know.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Why the call waits, a part of a sentence for people; null: it does not.</summary>
    public string? Describe(QueuedCall call)
    {
        lock (_lock)
        {
            return !_waiting.Exists(w => ReferenceEquals(w.Call, call)) ? null
                : _holds.TryGetValue(call.Model, out var hold) && hold.Until > time.GetUtcNow()
                    ? $"waits until {hold.Until:HH:mm:ss} UTC: the provider of {call.Model} is busy and asked for that"
                : $"waits for its turn: {_running.Count} calls to models are under way, {_waiting.Count} wait";
        }
    }

    /// <summary>Waits for the call's turn; it is over when the result is disposed.</summary>
    public async Task<CallPlace> EnterAsync(QueuedCall call, CancellationToken cancellationToken)
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
        return await waiter.Turn.Task;
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

    /// <summary>The provider has let a call in: one more may try.</summary>
    /// <param name="round">See <see cref="ModelHold.Round"/>.</param>
    internal void Answered(QueuedCall call, long? round)
    {
        lock (_lock)
        {
            ChangeHold(call.Model, hold => hold.AfterAnswer(round));
            StartNext();
        }
    }

    /// <summary>The provider is busy and has said for how long: that holds for all tracks.</summary>
    internal void Refused(QueuedCall call, TimeSpan asked)
    {
        // No provider is spared by letting a script wait.
        if (!call.Model.IsScripted)
        {
            lock (_lock)
            {
                // A provider has one key in a process, so that its name in the model's says which key was refused.
                _holds[call.Model] = ModelHold.AfterRefusal(_holds.GetValueOrDefault(call.Model), time.GetUtcNow(), asked, ++_round);
                StartNext();
            }
        }
    }

    internal void Exit(QueuedCall call, long? round)
    {
        lock (_lock)
        {
            _running.Remove(call);
            ChangeHold(call.Model, hold => hold.AfterEnd(round));
            StartNext();
        }
    }

    private void StartNext()
    {
        var now = time.GetUtcNow();
        _sent.RemoveAll(s => s.At <= now - Minute);
        foreach (var (model, _) in _holds.Where(h => h.Value.IsOver(now, _values.Catalogue.Get(h.Key).Concurrency)).ToList())
        {
            _holds.Remove(model);
        }

        while (Next(now) is { } next)
        {
            var waiter = _waiting[next];
            _waiting.RemoveAt(next);
            _running.Add(waiter.Call);
            _sent.Add((now, waiter.Call));
            ChangeHold(waiter.Call.Model, hold => hold.AfterStart());
            waiter.Turn.SetResult(new(this, waiter.Call, _holds.GetValueOrDefault(waiter.Call.Model)?.Round));
        }

        SetTimer(now);
    }

    private int? Next(DateTimeOffset now) => CallOrder.Next(
        [.. _waiting.Select(w => w.Call)],
        _running,
        Sent,
        _values.Catalogue.Get,
        _values.MaxCalls,
        model => _holds.GetValueOrDefault(model)?.Allows(now) != false);

    private void ChangeHold(ModelName model, Func<ModelHold, ModelHold> change)
    {
        if (_holds.TryGetValue(model, out var hold))
        {
            _holds[model] = change(hold);
        }
    }

    /// <summary>Looks again when tokens of a minute are free again, or when what a provider asked for is over.</summary>
    private void SetTimer(DateTimeOffset now)
    {
        DateTimeOffset[] moments =
            [.. _sent.Take(1).Select(s => s.At + Minute), .. _holds.Values.Select(h => h.Until).Where(until => until > now)];
        if (_waiting.Count > 0 && moments.Length > 0)
        {
            _timer ??= time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(moments.Min() - now, Timeout.InfiniteTimeSpan);
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

    private sealed record Waiter(QueuedCall Call, TaskCompletionSource<CallPlace> Turn);
}
