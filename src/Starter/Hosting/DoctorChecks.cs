using System.Globalization;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Settings;
using SlopTemporal.Starter.Tracks;

namespace SlopTemporal.Starter.Hosting;

/// <summary>How something is.</summary>
internal enum Health
{
    Fine,

    /// <summary>Works, but not as well as it could.</summary>
    Poor,

    /// <summary>A track cannot run with it.</summary>
    Broken,
}

/// <summary>One thing that was looked at.</summary>
internal sealed record Finding(string What, Health Health, string Found);

/// <summary>The shape of <c>slop doctor --json</c>.</summary>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings, IReadOnlyList<EffectiveSetting> Settings);

/// <summary>Whether models are called.</summary>
internal enum ModelCalls
{
    /// <summary>Each of the ladder once: it costs next to nothing, and nothing else tells whether it answers.</summary>
    Each,
    None,
}

/// <summary>Checks all that a track needs; leaves nothing running.</summary>
internal sealed class DoctorChecks(Session session, string? homeFlag, ModelCalls modelCalls)
{
    private const long FewBytes = 2L * 1024 * 1024 * 1024;

    private readonly SlopHome _home = session.Home;

    public async Task<DoctorReport> RunAsync(CancellationToken cancellationToken)
    {
        _home.Create();
        var settings = await SettingsLayers.LoadForRepositoryAsync(
            session, await RepositoryAsync(session, cancellationToken), Trust.Known, sandbox: null, cancellationToken);
        List<Finding> findings =
        [
            await GitAsync(cancellationToken),
            await SandboxAsync(settings.Values.Sandbox, cancellationToken),
            Executable(),
            await ServerAsync(cancellationToken),
            .. await ListenersAsync(cancellationToken),
            new WorkerChecks(_home, session).Find(),
            Disk(),
        ];
        findings.AddRange(await Models(settings.Values).RunAsync(cancellationToken));
        return new(findings, Settings.All(settings, _home, homeFlag));
    }

    /// <summary>The top folder of the repository that the person is in.</summary>
    internal static async Task<string?> RepositoryAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            return (await GitRepository.DiscoverAsync(
                new(ProcessRunner.Shared, session.Home), session.Terminal.Folder, cancellationToken)).Root;
        }
        catch (GitException)
        {
            return null;
        }
    }

    private async Task<Finding> GitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await new Git(ProcessRunner.Shared, _home).VersionAsync(cancellationToken);
            return version < Git.OldestVersion
                ? new("git", Health.Broken, $"{version}; {Git.OldestVersion} or newer is needed")
                : new("git", Health.Fine, version.ToString());
        }
        catch (GitException e)
        {
            return new("git", Health.Broken, e.Message);
        }
    }

    private async Task<Finding> SandboxAsync(SandboxMode mode, CancellationToken cancellationToken)
    {
        var sandbox = new Sandbox(_home, ProcessRunner.Shared);
        var verdict = await sandbox.ProbeAsync(cancellationToken);
        return verdict.Works ? new("sandbox", Health.Fine, await sandbox.DescribeAsync(cancellationToken))
            : mode == SandboxMode.Required ? new("sandbox", Health.Broken, $"{verdict.Reason}; the settings require it")
            : new("sandbox", Health.Poor, $"{verdict.Reason}; tools run no commands, `setup` and `verify` need --trust");
    }

    private Finding Executable()
    {
        if (session.UserSettings.Values.TemporalAddress is not null)
        {
            return new("temporal", Health.Fine, "not needed: a server is set");
        }

        try
        {
            return TemporalCli.Find(null, _home) is { } found
                ? new("temporal", Health.Fine, $"found: {Path.GetFileName(found)}")
                : new(
                    "temporal",
                    Health.Broken,
                    $"not found; put it on PATH, set {TemporalCli.Variable}, or set {SlopSettings.AddressVariable}");
        }
        catch (LocalServerException e)
        {
            return new("temporal", Health.Broken, e.Message);
        }
    }

    private async Task<Finding> ServerAsync(CancellationToken cancellationToken)
    {
        var connection = new TemporalConnection(session.UserSettings.Values, session.Home);
        if (connection.FindAddress(LocalState.Load(_home)) is not { } address)
        {
            return new("server", Health.Fine, "not running; `slop up` starts server and worker");
        }

        try
        {
            await connection.ConnectAsync(address, cancellationToken);
            return new("server", Health.Fine, LocalState.Load(_home).Address == address
                ? $"answers at {address}: every program on this machine reaches it, no web page does"
                : $"answers at {address}");
        }
        catch (CliError e)
        {
            return new("server", Health.Broken, e.Message);
        }
    }

    /// <summary>Of a server of the home's own; others have doors that nobody here knows.</summary>
    private async Task<IReadOnlyList<Finding>> ListenersAsync(CancellationToken cancellationToken) =>
        LocalState.Load(_home) is { Server.IsAlive: true } state
            && new TemporalConnection(session.UserSettings.Values, _home).FindAddress(state) == state.Address
            ? await new ListenerChecks(_home, state).FindAsync(cancellationToken)
            : [];

    /// <summary>Models are asked with what a worker has that is started, or started again, from here.</summary>
    private ModelChecks Models(SlopSettings settings)
    {
        var ready = WorkerReady.OfRunning(_home);
        var kept = ready is null ? new Dictionary<string, string>() : WorkerEnvironment.KeptOf(ready.Process);
        var sources = session.Terminal.UserSources;
        var joined = WorkerEnvironment.Joined(kept, sources.Environment).ToDictionary(v => v.Key, v => v.Value);
        return new(session.Terminal with { UserSources = sources with { Environment = joined } }, settings, ready?.FindVariables())
        {
            Ask = modelCalls == ModelCalls.None ? null : new WorkerProbe(_home, ProcessRunner.Shared, settings, kept).AskAsync,
        };
    }

    private Finding Disk()
    {
        var free = new DriveInfo(_home.Root).AvailableFreeSpace;
        return new(
            "disk",
            free < FewBytes ? Health.Poor : Health.Fine,
            string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.#} GB free where the home is"));
    }
}
