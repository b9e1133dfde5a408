namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Cancels a call that stays silent for too long, or goes on for too long. Its clock runs from the start to the first byte, then
/// only while a read waits.</summary>
internal sealed class CallTimeouts : IDisposable
{
    private readonly GeminiOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _timer;
    private readonly ITimer _end;
    private volatile bool _stalled;
    private volatile bool _overran;

    public CallTimeouts(GeminiOptions options, TimeProvider time, CancellationToken caller)
    {
        _options = options;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(caller);
        _end = time.CreateTimer(_ => Overrun(), null, options.Total, Timeout.InfiniteTimeSpan);
        _timer = time.CreateTimer(_ => Stop(), null, options.FirstByte, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The caller's token and the limits in one.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>True once something of the reply's body came.</summary>
    public bool Started { get; private set; }

    /// <summary>What was waited for in vain, or null: the limits are not why the token was cancelled.</summary>
    public string? Stall => (_stalled, Started) switch
    {
        _ when _overran => $"the reply took longer than {Seconds(_options.Total)}",
        (false, _) => null,
        (true, false) => $"stalled: no byte of a reply within {Seconds(_options.FirstByte)}",
        (true, true) => $"stalled: {Seconds(_options.Idle)} of silence within the reply",
    };

    /// <summary>Reads under the limit.</summary>
    public async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer)
    {
        if (Started)
        {
            _timer.Change(_options.Idle, Timeout.InfiniteTimeSpan);
        }

        var count = await body.ReadAsync(buffer, Token);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Started = true;
        return count;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _end.Dispose();
        _stop.Dispose();
    }

    private static string Seconds(TimeSpan limit) => FormattableString.Invariant($"{limit.TotalSeconds:0.###} s");

    private void Overrun()
    {
        _overran = true;
        Stop();
    }

    private void Stop()
    {
        _stalled = true;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer fired.
        }
    }
}
