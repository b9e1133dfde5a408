namespace SlopTemporal.Local;

/// <summary>What was read of the machine a moment ago, and is read again when that is too long ago.</summary>
internal sealed class Recent<T>(TimeSpan age, Func<T> read)
    where T : class
{
    private readonly Lock _lock = new();
    private (long At, T Value)? _last;

    public T Value
    {
        get
        {
            lock (_lock)
            {
                var now = TimeProvider.System.GetTimestamp();
                if (_last is not { } last || TimeProvider.System.GetElapsedTime(last.At, now) > age)
                {
                    _last = last = (now, read());
                }

                return last.Value;
            }
        }
    }
}
