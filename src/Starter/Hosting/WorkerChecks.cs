using System.Globalization;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>What the running worker says of itself: which one it is, since when, and whether it has what this shell sets.</summary>
internal sealed class WorkerChecks(SlopHome home, Session session)
{
    private readonly WorkerProcess _process = new(home, ProcessRunner.Shared);

    public Finding Find()
    {
        try
        {
            var build = WorkerBuild.Find(AppContext.BaseDirectory).Version;
            return (_process.Running, _process.Foreign) switch
            {
                ({ } own, _) => Running(own, build),
                (_, { } foreign) => Foreign(foreign),
                _ => Stopped(),
            };
        }
        catch (CliError e)
        {
            return new("worker", Health.Broken, $"{e.Message}; {e.Help}");
        }
    }

    private Finding Running(LocalWorker worker, string build)
    {
        if (_process.ReadyOf(worker) is not { } ready)
        {
            return new(
                "worker",
                Health.Poor,
                $"process {worker.Pid} is not ready yet: it is starting, or waiting for the server; log: {_process.Log}");
        }

        var differences = ready.FindVariables() is { } marks ? WorkerVariables.Compare(Shell, marks) : [];
        string[] wrong =
        [
            .. worker.Version == build ? Array.Empty<string>() : [$"of another build than this ({build}): `slop up --replace` replaces it"],
            .. differences.Count == 0 ? Array.Empty<string>() : [WorkerVariablesText.WillRestart(differences)],
        ];
        return new("worker", wrong.Length == 0 ? Health.Fine : Health.Poor, string.Join("; ", [Describe(ready), .. wrong]));
    }

    private Finding Foreign(LocalWorker worker)
    {
        var ready = _process.ReadyOf(worker)!;
        var differences = ready.FindVariables() is { } marks ? WorkerVariables.Compare(Shell, marks) : [];
        return differences.Count == 0
            ? new("worker", Health.Fine, $"{Describe(ready)}, not started by slop")
            : new("worker", Health.Poor, $"{Describe(ready)}; {WorkerVariablesText.Foreign(worker, differences)}");
    }

    /// <summary>One that ended while its server goes on did not end with `slop down`: what is open stands still.</summary>
    private Finding Stopped() => LocalState.Load(home) is { Worker: { } ended, Server.IsAlive: true }
        ? new(
            "worker",
            Health.Broken,
            $"process {ended.Pid} has ended, and nothing goes on without it: `slop up` starts one; log: {_process.Log}")
        : new("worker", Health.Fine, "not running");

    private EnvironmentVariables Shell => new(session.Terminal.UserSources.Environment.GetValueOrDefault);

    private static string Describe(WorkerReady ready)
    {
        var since = ready.At == default
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", since {ready.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        var keys = ready.FindVariables() is not { } marks ? ""
            : WorkerVariables.AccessOf(marks).ToList() is { Count: > 0 } names ? $", has {string.Join(", ", names)}"
            : ", has no key of a provider";
        return $"process {ready.Process.Pid}, build {ready.Version}{since}{keys}";
    }
}
