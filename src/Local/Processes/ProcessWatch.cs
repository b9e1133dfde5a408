namespace SlopTemporal.Local.Processes;

/// <summary>Runs the watch of a program (<see cref="ProcessSpec.Watch"/>) beside it.</summary>
internal sealed class ProcessWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _excess = new();
    private readonly Task _watching;

    public ProcessWatch(ProcessSpec spec, int pid) =>
        _watching = spec.Watch is { } watch ? WatchAsync(watch, pid) : Task.CompletedTask;

    /// <summary>Cancelled when the program is to be killed.</summary>
    public CancellationToken Token => _excess.Token;

    /// <summary>Why; null: it is not.</summary>
    public string? Excess { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;
        _ended.Dispose();
        _excess.Dispose();
    }

    private async Task WatchAsync(Func<int, CancellationToken, Task<string>> watch, int pid)
    {
        try
        {
            Excess = await watch(pid, _ended.Token);
            await _excess.CancelAsync();
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The program ended first.
        }
    }
}
