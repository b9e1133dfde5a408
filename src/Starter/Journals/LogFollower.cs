namespace SlopTemporal.Starter.Journals;

/// <summary>Shows what happens in a run until it is over.</summary>
/// <param name="isOver">Whether the run is over: no more events come.</param>
/// <param name="show">Called for each batch, in the order of time.</param>
/// <param name="pause">Time between two reads.</param>
internal sealed class LogFollower(
    FollowedLog log, Func<CancellationToken, Task<bool>> isOver, Action<IReadOnlyList<LogItem>> show, TimeSpan pause)
{
    /// <summary>Time between two reads: short enough for somebody who watches.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(400);

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        // Asked before the read: what was written up to the end is still shown.
        while (!await isOver(cancellationToken))
        {
            show(log.Next());
            await Task.Delay(pause, cancellationToken);
        }

        show(log.End());
    }
}
