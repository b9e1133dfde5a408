using System.Net.NetworkInformation;
using SlopTemporal.Local.Settings;
using Temporalio.Client;

namespace SlopTemporal.Starter.Hosting;

/// <summary>What to do with a running worker of another build.</summary>
internal enum OtherWorker
{
    Keep,
    Replace,
}

/// <summary>What <c>up</c> came to.</summary>
/// <param name="Home">Ready for tracks.</param>
/// <param name="Worker">The worker that polls.</param>
/// <param name="IsOther">True: it is of another build than this program.</param>
internal sealed record WentUp(LiveHome Home, LocalWorker Worker, bool IsOther);

/// <summary>Starts server and worker, side by side; what runs already is kept.</summary>
internal sealed class UpFlow(SlopHome home, SlopSettings settings, ProcessRunner runner)
{
    private const int UsualPort = 7233;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);

    private readonly WorkerProcess _worker = new(home, runner);
    private readonly TemporalConnection _connection = new(settings);

    /// <param name="cli">Path of the Temporal CLI; null: look for it.</param>
    /// <param name="other">For a running worker of another build.</param>
    /// <param name="cancellationToken">Stops the waiting; what was started goes on.</param>
    public async Task<WentUp> UpAsync(string? cli, OtherWorker other, CancellationToken cancellationToken)
    {
        using var only = await FileLock.AcquireAsync(Path.Combine(home.Locks, "up.lock"), LockTimeout, cancellationToken);
        var build = WorkerBuild.Find(AppContext.BaseDirectory);
        if (other == OtherWorker.Replace && _worker.Running is { } old && old.Version != build.Version)
        {
            await _worker.StopAsync(cancellationToken);
        }

        var serving = ServeAsync(cli, cancellationToken);
        // A worker that starts first waits for the server; but it must not meet a stranger at the address of before.
        var early = StrangerAt(LocalState.Load(home)) ? null : await EnsureWorkerAsync(build);
        var address = await serving;
        var worker = await AtAddressAsync(early ?? await EnsureWorkerAsync(build), address, build, cancellationToken);
        var client = await _connection.ConnectAsync(address, cancellationToken);
        await Task.WhenAll(_worker.WaitAsync(worker, cancellationToken), KeepAsync(client, cancellationToken));
        return new(new(home, client, address), worker, worker.Version != build.Version);
    }

    private async Task<string> ServeAsync(string? cli, CancellationToken cancellationToken) =>
        _connection.Set ?? (await new LocalServer(home, runner).EnsureAsync(cli, cancellationToken)).Address!;

    private async Task<LocalWorker> EnsureWorkerAsync(WorkerBuild build) => _worker.Running ?? await _worker.StartAsync(build, settings);

    /// <summary>A worker stays with the server that it found at its start: one that polls elsewhere is started again.</summary>
    private async Task<LocalWorker> AtAddressAsync(LocalWorker worker, string address, WorkerBuild build, CancellationToken cancellationToken)
    {
        if (WorkerReady.Read(home) is not { } ready || ready.Process != worker.Mark || ready.Address == address)
        {
            return worker;
        }

        await _worker.StopAsync(cancellationToken);
        return await _worker.StartAsync(build, settings);
    }

    private Task KeepAsync(TemporalClient client, CancellationToken cancellationToken) =>
        _connection.Set is null ? Retention.SetAsync(client, DevServerProfile.Load().RetentionHours, cancellationToken) : Task.CompletedTask;

    private bool StrangerAt(LocalState state)
    {
        if (_connection.Set is not null || state.Server?.IsAlive == true)
        {
            return false;
        }

        // Before the first start the worker tries the usual port.
        var port = int.TryParse(state.Address?[(state.Address.LastIndexOf(':') + 1)..], out var before) ? before : UsualPort;
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == port);
    }
}
