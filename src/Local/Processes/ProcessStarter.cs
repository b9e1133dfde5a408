using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SlopTemporal.Local.Processes;

/// <summary>Starts every child from one thread that never ends.</summary>
/// <remarks>A sandbox dies with the thread that forked it: from a pool thread it would be killed when that thread retires.</remarks>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Request> Requests = StartThread();

    /// <param name="descriptor">What the child gets at the same number; closed here afterwards. Null: none.</param>
    /// <param name="info">The program.</param>
    public static Task<Process> StartAsync(ProcessStartInfo info, SafeHandle? descriptor = null)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(new(info, descriptor, started));
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
        foreach (var (info, descriptor, started) in requests.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Start(info, descriptor));
            }
            catch (Exception e) when (started.TrySetException(e))
            {
                // Whoever asked gets it; this thread goes on.
            }
        }
    }

    // As all children are started here, no other one gets the descriptor.
    private static Process Start(ProcessStartInfo info, SafeHandle? descriptor)
    {
        using var given = descriptor;
        if (given is not null)
        {
            PosixSockets.Inherit(given, inherits: true);
        }

        return Process.Start(info) ?? throw new InvalidOperationException("no process");
    }

    private sealed record Request(ProcessStartInfo Info, SafeHandle? Descriptor, TaskCompletionSource<Process> Started);
}
