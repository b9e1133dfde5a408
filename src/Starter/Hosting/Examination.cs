using System.Globalization;

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
internal sealed record ExaminationAnswer(IReadOnlyList<Finding> Findings, IReadOnlyList<Setting> Settings);

/// <summary>Looks at all that a track needs; starts nothing.</summary>
internal sealed class Examination(SlopHome home, string? homeFlag)
{
    private const long FewBytes = 2L * 1024 * 1024 * 1024;

    public async Task<ExaminationAnswer> LookAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(home.Root);
        List<Finding> findings = [await GitAsync(cancellationToken), await SandboxAsync(cancellationToken), Executable(), await ServerAsync(cancellationToken), Worker(), Disk()];
        return new(findings, Settings.All(home, homeFlag, new TemporalConnection().Set));
    }

    private async Task<Finding> GitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var version = await new Git(ProcessRunner.Shared, home).VersionAsync(cancellationToken);
            return version < Git.OldestVersion
                ? new("git", Health.Broken, $"{version}; {Git.OldestVersion} or newer is needed")
                : new("git", Health.Fine, version.ToString());
        }
        catch (GitException e)
        {
            return new("git", Health.Broken, e.Message);
        }
    }

    private async Task<Finding> SandboxAsync(CancellationToken cancellationToken)
    {
        var verdict = await new Sandbox(home, ProcessRunner.Shared).ProbeAsync(cancellationToken);
        return verdict.Works
            ? new("sandbox", Health.Fine, "commands are kept in; a canary could not get out")
            : new("sandbox", Health.Poor, $"{verdict.Reason}; tools run no commands, `setup` and `verify` need --trust");
    }

    private Finding Executable()
    {
        if (new TemporalConnection().Set is not null)
        {
            return new("temporal", Health.Fine, "not needed: a server is set");
        }

        try
        {
            return TemporalCli.Find(null, home) is { } found
                ? new("temporal", Health.Fine, found)
                : new("temporal", Health.Broken, $"not found; put it on PATH, set {TemporalCli.Variable}, or set {Settings.AddressVariable}");
        }
        catch (LocalServerException e)
        {
            return new("temporal", Health.Broken, e.Message);
        }
    }

    private async Task<Finding> ServerAsync(CancellationToken cancellationToken)
    {
        var connection = new TemporalConnection();
        if (connection.AddressOf(LocalState.Load(home)) is not { } address)
        {
            return new("server", Health.Fine, "not running; `slop up` starts it");
        }

        try
        {
            await connection.ConnectAsync(address, cancellationToken);
            return new("server", Health.Fine, $"answers at {address}");
        }
        catch (CliError e)
        {
            return new("server", Health.Broken, e.Message);
        }
    }

    private Finding Worker() => new WorkerProcess(home, ProcessRunner.Shared).Running is { } worker
        ? new("worker", Health.Fine, $"process {worker.Pid}, build {worker.Version}")
        : new("worker", Health.Fine, "not running; `slop up` starts it");

    private Finding Disk()
    {
        var free = new DriveInfo(home.Root).AvailableFreeSpace;
        return new("disk", free < FewBytes ? Health.Poor : Health.Fine, string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.#} GB free at {home.Root}"));
    }
}
