using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model;

/// <summary>The turn of a call; disposing it gives it to the next. What its provider says decides when the others go out.</summary>
public sealed class CallPlace(CallLimiter limiter, QueuedCall call, long? round) : IDisposable
{
    private int _left;

    /// <summary>Makes the call. A busy provider is heard here, before the place is given to the next.</summary>
    public async Task<T> WatchAsync<T>(Func<Task<T>> make)
    {
        try
        {
            var reply = await make();
            limiter.Answered(call, round);
            return reply;
        }
        catch (ModelReplyException e) when (e is { Kind: FailureKind.Transient, RetryAfter: { } asked } && asked > TimeSpan.Zero)
        {
            limiter.Refused(call, asked);
            throw;
        }
        catch (ModelReplyException e) when (e.Kind is FailureKind.Quality or FailureKind.Final)
        {
            // A bad reply, but a provider that answers is not busy. A silent one says nothing: its call only makes room for another.
            limiter.Answered(call, round);
            throw;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            limiter.Exit(call, round);
        }
    }
}
