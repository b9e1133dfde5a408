namespace SlopTemporal.Starter.Journals;

/// <summary>Gives out what happens in a run until it is over.</summary>
/// <param name="log">What happens.</param>
/// <param name="isOver">Whether no more will come.</param>
/// <param name="show">Called for each batch, in the order of time.</param>
/// <param name="pause">Between two looks.</param>
internal sealed class LogFollow(FollowedLog log, Func<CancellationToken, Task<bool>> isOver, Action<IReadOnlyList<LogItem>> show, TimeSpan pause)
{
    /// <summary>Between two looks: quick enough to be watched.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        // Asked before the look: what was written up to the end is still seen.
        while (!await isOver(cancellationToken))
        {
            show(log.Next());
            await Task.Delay(pause, cancellationToken);
        }

        show(log.End());
    }
}
