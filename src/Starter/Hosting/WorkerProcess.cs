using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>The home's worker in the background.</summary>
internal sealed class WorkerProcess(SlopHome home, ProcessRunner runner)
{
    /// <summary>Time for running activities to end by themselves, and a little more.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    public string Log => Path.Combine(home.Logs, "worker.log");

    /// <summary>The worker that runs and was started from here, or null.</summary>
    public LocalWorker? Running => LocalState.Load(home).Worker is { } worker && worker.Process.IsAlive ? worker : null;

    /// <summary>A worker of this home that polls and was started in another way: it is not ours to stop. Null: there is none.</summary>
    public LocalWorker? Foreign =>
        WorkerReady.Read(home) is { } ready && ready.Process.IsAlive && ready.Process != LocalState.Load(home).Worker?.Process
            ? new(ready.Process.Pid, ready.Process.Started, ready.Version)
            : null;

    /// <summary>What a worker that polls has said of itself, or null.</summary>
    public WorkerReady? ReadyOf(LocalWorker worker) =>
        WorkerReady.Read(home) is { } ready && ready.Process == worker.Process ? ready : null;

    /// <summary>Starts a copy of the build; it waits for a server that is not up yet.</summary>
    /// <param name="build">Of this program.</param>
    /// <param name="settings">Name the server.</param>
    /// <param name="kept">Variables of an earlier worker that this shell does not set.</param>
    /// <param name="version">Another build, whose copy is in the home; null: this program's.</param>
    public async Task<LocalWorker> StartAsync(
        WorkerBuild build, SlopSettings settings, IReadOnlyDictionary<string, string> kept, string? version = null)
    {
        var copy = version is null ? build.Install(home) : Path.Combine(home.Bin, version);
        var (file, arguments) = WorkerBuild.GetCommand(copy);
        var spec = new ProcessSpec
        {
            File = file,
            Arguments = [.. arguments, "--home", home.Root],
            WorkingDirectory = home.Root,
            Environment = WorkerEnvironment.With(
                settings, WorkerEnvironment.From(WorkerEnvironment.Joined(kept, WorkerEnvironment.OfProcess()))),
        };
        var process = await runner.StartDetachedAsync(spec, Log);
        var worker = new LocalWorker(process.Pid, process.Started, version ?? build.Version);
        await LocalState.UpdateAsync(home, s => s with { Worker = worker }, CancellationToken.None);
        return worker;
    }

    /// <summary>Waits until the worker polls its task queue.</summary>
    public async Task WaitAsync(LocalWorker worker, CancellationToken cancellationToken)
    {
        var end = DateTimeOffset.UtcNow + ReadyTimeout;
        while (WorkerReady.Read(home)?.Process != worker.Process)
        {
            if (!worker.Process.IsAlive)
            {
                throw WorkerError.Failed($"it ended: {LastLogLines()}", Log);
            }

            if (DateTimeOffset.UtcNow > end)
            {
                throw WorkerError.Failed($"it was not ready after {ReadyTimeout.TotalSeconds:0} s: {LastLogLines()}", Log);
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Stops the worker; false: none was running.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (Running is not { } worker)
        {
            return false;
        }

        worker.Process.Terminate();
        if (!await worker.Process.WaitForEndAsync(StopTimeout, cancellationToken))
        {
            worker.Process.Kill();
            await worker.Process.WaitForEndAsync(StopTimeout, cancellationToken);
        }

        await LocalState.UpdateAsync(home, s => s.Worker == worker ? s with { Worker = null } : s, cancellationToken);
        return true;
    }

    private string LastLogLines() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(8)) : "it wrote no log";
}
