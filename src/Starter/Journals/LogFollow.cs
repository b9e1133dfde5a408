namespace SlopTemporal.Starter.Journals;

/// <summary>Gives out the events of a run until it is over.</summary>
/// <param name="log">The events.</param>
/// <param name="isOver">Whether no more will come.</param>
/// <param name="show">Called for each batch, in the order of time.</param>
/// <param name="pause">Between two looks.</param>
internal sealed class LogFollow(RunLog log, Func<CancellationToken, Task<bool>> isOver, Action<IReadOnlyList<LogEvent>> show, TimeSpan pause)
{
    /// <summary>Between two looks: quick enough to be watched.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked before the look: what was written up to the end is still seen.
            var over = await isOver(cancellationToken);
            show(log.Next(int.MaxValue));
            if (over)
            {
                return;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }
}
