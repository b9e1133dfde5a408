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

/// <summary>Result of <c>up</c>.</summary>
/// <param name="Home">The home, connected to its server.</param>
/// <param name="Worker">The worker that polls.</param>
/// <param name="IsOtherBuild">True: it is of another build than this program.</param>
/// <param name="Note">What a person has to know of its variables; null: nothing.</param>
internal sealed record UpResult(ConnectedHome Home, LocalWorker Worker, bool IsOtherBuild, string? Note);

/// <summary>
/// Starts server and worker at the same time. What is running already is kept, but for a worker without the variables that are set here.
/// </summary>
/// <param name="progress">Gets a line where something has to be started.</param>
internal sealed class UpFlow(SlopHome home, SlopSettings settings, ProcessRunner runner, TextWriter progress)
{
    private const int DefaultPort = 7233;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly WorkerProcess _worker = new(home, runner);
    private readonly TemporalConnection _connection = new(settings, home);

    /// <summary>Starts a server without its Web UI.</summary>
    public bool Headless { get; init; }

    /// <param name="cli">Path of the Temporal CLI; null: look for it.</param>
    /// <param name="other">For a running worker of another build.</param>
    /// <param name="cancellationToken">Stops the waiting; what was started goes on.</param>
    public async Task<UpResult> UpAsync(string? cli, OtherWorker other, CancellationToken cancellationToken)
    {
        using var upLock = await LockAsync(cancellationToken);
        await SayWhatStartsAsync();
        var build = WorkerBuild.Find(AppContext.BaseDirectory);
        var server = EnsureServerAsync(cli, cancellationToken);
        // A worker that starts first waits for the server; but it must not connect to another program at the last address.
        var early = IsPortTaken(LocalState.Load(home)) ? null : await EnsureWorkerAsync(build, other, cancellationToken);
        var address = await server;
        var worker = await EnsureAddressAsync(
            early ?? await EnsureWorkerAsync(build, other, cancellationToken), address, build, cancellationToken);
        var client = await _connection.ConnectAsync(address, cancellationToken);
        await Task.WhenAll(_worker.WaitAsync(worker, cancellationToken), SetRetentionAsync(client, cancellationToken));
        (worker, var note) = await new WorkerRenewal(home, _worker, settings).RenewAsync(worker, build, cancellationToken);
        return new(new(home, client, address), worker, worker.Version != build.Version, note);
    }

    /// <summary>Where a worker polls without the variables that are set here, starts it again; what a person has to know of it.</summary>
    public async Task<string?> RenewWorkerAsync(CancellationToken cancellationToken)
    {
        using var upLock = await LockAsync(cancellationToken);
        return (_worker.Running ?? _worker.Foreign) is { } worker
            ? (await new WorkerRenewal(home, _worker, settings).RenewAsync(
                worker, WorkerBuild.Find(AppContext.BaseDirectory), cancellationToken)).Note
            : null;
    }

    /// <summary>A start takes seconds, and nothing else is written meanwhile.</summary>
    private async Task SayWhatStartsAsync()
    {
        var server = _connection.ConfiguredAddress is null && LocalState.Load(home).Server?.IsAlive != true ? "server" : null;
        var worker = (_worker.Running ?? _worker.Foreign) is null ? "worker" : null;
        if (server is not null || worker is not null)
        {
            await progress.WriteLineAsync($"starting the local {string.Join(" and ", new[] { server, worker }.OfType<string>())} ...");
        }
    }

    private Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        FileLock.AcquireAsync(Path.Combine(home.Locks, "up.lock"), LockTimeout, cancellationToken);

    private async Task<string> EnsureServerAsync(string? cli, CancellationToken cancellationToken) =>
        _connection.ConfiguredAddress
        ?? (await new LocalServer(home, runner) { Headless = Headless, Encrypted = settings.Encryption }
            .EnsureAsync(cli, cancellationToken)).Address!;

    private async Task<LocalWorker> EnsureWorkerAsync(WorkerBuild build, OtherWorker other, CancellationToken cancellationToken) =>
        _worker.Running switch
        {
            { } old when other == OtherWorker.Replace && old.Version != build.Version =>
                await ReplaceAsync(old, build, cancellationToken),
            { } running => running,
            null => _worker.Foreign ?? await _worker.StartAsync(build, settings, Nothing),
        };

    /// <summary>A worker stays with the server that it found at its start: one that polls another server is started again.</summary>
    private async Task<LocalWorker> EnsureAddressAsync(
        LocalWorker worker, string address, WorkerBuild build, CancellationToken cancellationToken)
    {
        if (_worker.ReadyOf(worker) is not { } ready || ready.Address == address)
        {
            return worker;
        }

        return _worker.Running == worker
            ? await ReplaceAsync(worker, build, cancellationToken)
            : throw WorkerError.ForeignElsewhere(worker.Pid, ready.Address, address);
    }

    private async Task<LocalWorker> ReplaceAsync(LocalWorker old, WorkerBuild build, CancellationToken cancellationToken)
    {
        var kept = WorkerEnvironment.KeptOf(old.Process);
        await _worker.StopAsync(cancellationToken);
        return await _worker.StartAsync(build, settings, kept);
    }

    private Task SetRetentionAsync(TemporalClient client, CancellationToken cancellationToken) =>
        _connection.ConfiguredAddress is null
            ? Retention.SetAsync(client, DevServerProfile.Load().RetentionHours, cancellationToken)
            : Task.CompletedTask;

    private bool IsPortTaken(LocalState state)
    {
        if (_connection.ConfiguredAddress is not null || state.Server?.IsAlive == true)
        {
            return false;
        }

        // Before the first start the worker tries the usual port.
        var port = int.TryParse(state.Address?[(state.Address.LastIndexOf(':') + 1)..], out var before) ? before : DefaultPort;
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == port);
    }
}
