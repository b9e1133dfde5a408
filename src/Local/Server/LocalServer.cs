using System.Diagnostics;
using System.Net;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Server;

/// <summary>The Temporal server of a home, on loopback only.</summary>
public sealed class LocalServer(SlopHome home, ProcessRunner runner)
{
    /// <summary>Where people expect the server.</summary>
    public const int DefaultPort = 7233;

    private const string Loopback = "127.0.0.1";
    private const int LastLines = 3;

    // util-linux's flock: told apart from anything that the server itself may end with.
    private const string LockTakenCode = "173";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    // A server that was told to stop by others may still be at it.
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Leaves the Web UI out of a server that is started.</summary>
    public bool Headless { get; init; }

    /// <summary>The Web UI of a server that is started asks the worker to decode what it shows.</summary>
    public bool Encrypted { get; init; }

    public string Log => Path.Combine(home.Logs, "server.log");

    /// <summary>Held by the server process itself as long as it lives.</summary>
    /// <remarks>Two servers would open one database, and both accept writes.</remarks>
    internal string LockFile => Path.Combine(home.Server, "lock");

    /// <summary>The server of this home: the one that runs, else a new one.</summary>
    /// <param name="cli">Path of the executable; null: look for it.</param>
    /// <param name="cancellationToken">Ends the waiting; a server that was started goes on.</param>
    /// <exception cref="LocalServerException">There is no executable, or the server does not start.</exception>
    public async Task<LocalState> EnsureAsync(string? cli, CancellationToken cancellationToken)
    {
        using var held = await FileLock.AcquireAsync(Path.Combine(home.Locks, "server.lock"), StartTimeout * 2, cancellationToken);
        var state = LocalState.Load(home);
        if (state is { Server.IsAlive: true, Address: { } address })
        {
            // One that was started a moment ago by somebody who gave up waiting still comes.
            await WaitUntilItAnswersAsync(state.Server, address, cancellationToken);
            return state;
        }

        await RefuseSecondAsync(cancellationToken);
        var executable = TemporalCli.Find(cli, home) ?? throw new LocalServerException(
            "There is no Temporal server to start. Put the 'temporal' program on PATH, name it with --temporal-cli or "
            + $"{TemporalCli.Variable}, or set TEMPORAL_ADDRESS to a server that runs.");
        return await StartAsync(executable, state, cancellationToken);
    }

    /// <summary>Stops the server of this home; none is fine.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (LocalState.Load(home).Server is { } server)
        {
            server.Terminate();
            if (!await server.WaitForEndAsync(StopTimeout, cancellationToken))
            {
                server.Kill();
                await server.WaitForEndAsync(StopTimeout, cancellationToken);
            }

            await LocalState.UpdateAsync(home, state => state.Server == server ? state with { Server = null } : state, cancellationToken);
        }
    }

    private async Task<LocalState> StartAsync(string executable, LocalState before, CancellationToken cancellationToken)
    {
        var port = LocalPorts.Choose(before.Address, DefaultPort, taken: 0);
        var address = $"{Loopback}:{port}";
        var httpPort = LocalPorts.AnyFree(taken: port);
        var webUi = Headless ? null : WebUiPlaces.Hidden();
        // Before the server answers: a worker that finds it looks here whether there is a Web UI to stand in front of.
        await LocalState.UpdateAsync(
            home,
            known => known with
            {
                Address = address,
                HttpApi = $"{Loopback}:{httpPort}",
                WebUiServer = webUi?.ToString(),
                WebUi = Headless ? null : known.WebUi,
                Temporal = executable,
            },
            cancellationToken);
        var server = await runner.StartDetachedAsync(Spec(executable, [port, httpPort], webUi), Log);
        var state = await LocalState.UpdateAsync(home, known => known with { Server = server }, cancellationToken);
        await WaitUntilItAnswersAsync(server, address, cancellationToken);
        return state;
    }

    private async Task WaitUntilItAnswersAsync(ProcessIdentity server, string address, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (!await LocalPorts.AnswersAsync(address, cancellationToken))
        {
            if (!server.IsAlive)
            {
                throw new LocalServerException($"The Temporal server of {home.Root} ended at its start. {EndOfLog()}");
            }

            if (clock.Elapsed > StartTimeout)
            {
                throw new LocalServerException(
                    $"The Temporal server of {home.Root} runs, but does not answer at {address}. 'slop down' stops it. {EndOfLog()}");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <param name="ports">Of the server and of its HTTP API.</param>
    /// <param name="webUi">Null: none.</param>
    private ProcessSpec Spec(string executable, int[] ports, IPEndPoint? webUi)
    {
        var flock = ProgramPath.FindFull("flock");
        string[] locked = flock is null ? [] : [flock, "--no-fork", "--nonblock", "--conflict-exit-code", LockTakenCode, LockFile];
        string[] shown = webUi is null ? ["--headless"] : ["--ui-ip", $"{webUi.Address}", "--ui-port", $"{webUi.Port}"];
        // Without a host: the browser asks where it got the page from, whichever of our names that is, and no other page is asked.
        string[] decoded = Encrypted && !Headless ? ["--ui-codec-endpoint", WebUiPlaces.Codec] : [];
        string[] line =
        [
            .. locked,
            executable, "server", "start-dev", "--ip", Loopback, "--port", $"{ports[0]}", "--http-port", $"{ports[1]}",
            .. shown, .. decoded,
            "--log-level", "warn",
            "--db-filename", Path.Combine(home.Server, "temporal.db"), .. DevServerProfile.Load().Arguments(),
        ];
        return new()
        {
            File = line[0],
            Arguments = line[1..],
            WorkingDirectory = home.Server,
            // Its own home folder: a person's Temporal profile must not bend it.
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = string.Join(Path.PathSeparator, ProgramPath.Folders),
                ["HOME"] = home.Server,
            },
        };
    }

    private async Task RefuseSecondAsync(CancellationToken cancellationToken)
    {
        PrivateFolder.Create(home.Server);
        try
        {
            using var free = await FileLock.AcquireAsync(LockFile, EndTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new LocalServerException(
                $"A Temporal server already has the database in {home.Server} open, and {home.LocalJson} no longer says which. "
                + "Stop that 'temporal' process, and try again.");
        }
    }

    private string EndOfLog()
    {
        var lines = File.Exists(Log) ? File.ReadLines(Log).TakeLast(LastLines).Where(line => line.Length > 0).ToList() : [];
        return lines.Count == 0 ? $"Its log {Log} is empty." : $"The end of its log {Log}: {string.Join(" | ", lines)}";
    }
}
