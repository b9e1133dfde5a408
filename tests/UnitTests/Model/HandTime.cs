namespace SlopTemporal.UnitTests.Model;

/// <summary>Time that a test moves; it has one timer.</summary>
internal sealed class HandTime : TimeProvider, ITimer
{
    private Action? _ring;
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public TimeSpan Due { get; private set; }

    /// <summary>How often the timer was set.</summary>
    public int Changes { get; private set; }

    public void Fire() => _ring!();

    /// <summary>Lets time pass, and the timer ring after it.</summary>
    public void Pass(TimeSpan time)
    {
        _now += time;
        Fire();
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (_ring, Due) = (() => callback(state), dueTime);
        return this;
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        Changes++;
        return true;
    }

    public void Dispose()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
