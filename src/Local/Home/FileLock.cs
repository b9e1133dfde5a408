using System.Diagnostics;

namespace SlopTemporal.Local.Home;

/// <summary>An exclusive lock between processes that ends with its holder, however that ends.</summary>
public static class FileLock
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(15);

    /// <summary>The lock, or null if another holds it. Dispose frees it; the file stays.</summary>
    public static IDisposable? TryAcquire(string path)
    {
        PrivateFolder.CreateFor(path);
        try
        {
            // The framework takes flock(2) for this on Unix, so that util-linux's flock sees it too.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock; dispose frees it.</summary>
    /// <exception cref="TimeoutException">Another process held it all the time.</exception>
    public static async Task<IDisposable> AcquireAsync(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (TryAcquire(path) is { } held)
            {
                return held;
            }

            if (clock.Elapsed > timeout)
            {
                throw new TimeoutException(
                    $"Another process has held {path} for {timeout.TotalSeconds:0} s. "
                    + "See which slop processes run, and stop the one that hangs.");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}
