using System.Collections.Concurrent;
using System.Diagnostics;

namespace SlopTemporal.Local.Processes;

/// <summary>Starts every child from one thread that never ends.</summary>
/// <remarks>A sandbox dies with the thread that forked it: from a pool thread it would be killed when that thread retires.</remarks>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Request> Requests = StartThread();

    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(new(info, started));
        return started.Task;
    }

    private static BlockingCollection<Request> StartThread()
    {
        var requests = new BlockingCollection<Request>();
        var thread = new Thread(() => Serve(requests)) { IsBackground = true, Name = "process starter" };
        thread.Start();
        return requests;
    }

    private static void Serve(BlockingCollection<Request> requests)
    {
        foreach (var (info, started) in requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException("no process"));
            }
            catch (Exception e) when (started.TrySetException(e))
            {
                // Whoever asked gets it; this thread goes on.
            }
        }
    }

    private sealed record Request(ProcessStartInfo Info, TaskCompletionSource<Process> Started);
}
