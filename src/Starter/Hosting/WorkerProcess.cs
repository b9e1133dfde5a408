using System.Text.Json;
using SlopTemporal.Domain.Json;
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

    /// <summary>The worker that runs, or null.</summary>
    public LocalWorker? Running => LocalState.Load(home).Worker is { } worker && worker.Process.IsAlive ? worker : null;

    /// <summary>Starts a copy of the build; it waits for a server that is not up yet.</summary>
    public async Task<LocalWorker> StartAsync(WorkerBuild build, SlopSettings settings)
    {
        var (file, arguments) = WorkerBuild.GetCommand(build.Install(home));
        var spec = new ProcessSpec
        {
            File = file,
            Arguments = [.. arguments, "--home", home.Root],
            WorkingDirectory = home.Root,
            Environment = WorkerEnvironment.With(settings, WorkerEnvironment.From(WorkerEnvironment.OfProcess())),
        };
        var process = await runner.StartDetachedAsync(spec, Log);
        var worker = new LocalWorker(process.Pid, process.Started, build.Version);
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
                throw CliError.WorkerFailed($"it ended: {LastLogLines()}", Log);
            }

            if (DateTimeOffset.UtcNow > end)
            {
                throw CliError.WorkerFailed($"it was not ready after {ReadyTimeout.TotalSeconds:0} s: {LastLogLines()}", Log);
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

/// <summary><c>worker.ready</c> in the home: the worker writes it when it polls.</summary>
internal sealed record WorkerReady(ProcessIdentity Process, string Version, string Address)
{
    public static WorkerReady? Read(SlopHome home)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkerReady>(File.ReadAllBytes(Path.Combine(home.Root, "worker.ready")), SlopJson.Options);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
