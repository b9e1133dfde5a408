using Temporalio.Activities;

namespace SlopTemporal.Activities;

/// <summary>Keeps the server told that an activity is alive, and so lets a cancel reach it.</summary>
public static class Heartbeats
{
    /// <summary>Between two heartbeats; well below the time-out of every profile.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Does the work under the activity's cancellation, with a heartbeat now and every few seconds.</summary>
    /// <param name="work">Long work; it gets the activity's token.</param>
    /// <param name="details">What a person sees of the activity while it runs, asked for at each heartbeat.</param>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, Func<object>? details = null)
    {
        var context = ActivityExecutionContext.Current;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var heartbeats = SendHeartbeatsAsync(context, details, stop.Token);
        try
        {
            return await work(context.CancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await heartbeats;
        }
    }

    private static async Task SendHeartbeatsAsync(
        ActivityExecutionContext context, Func<object>? details, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                SendHeartbeat(context, details);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }

    private static void SendHeartbeat(ActivityExecutionContext context, Func<object>? details)
    {
        if (details is null)
        {
            context.Heartbeat();
        }
        else
        {
            context.Heartbeat(details());
        }
    }
}
