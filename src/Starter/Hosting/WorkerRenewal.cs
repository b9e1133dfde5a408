using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>
/// Gives a worker that runs already the variables that are set now: a key that was set after its start, or another one. It is started
/// again for that, which loses nothing, and takes away nothing that this shell does not set.
/// </summary>
internal sealed class WorkerRenewal(SlopHome home, WorkerProcess process, SlopSettings settings)
{
    /// <param name="worker">It polls.</param>
    /// <param name="build">Of this program; a worker of another build keeps its own, as long as its copy is there.</param>
    /// <param name="cancellationToken">Stops the waiting; what was started goes on.</param>
    public async Task<(LocalWorker Worker, string? Note)> RenewAsync(
        LocalWorker worker, WorkerBuild build, CancellationToken cancellationToken)
    {
        if (process.ReadyOf(worker)?.FindVariables() is not { } marks
            || WorkerVariables.Compare(EnvironmentVariables.OfProcess, marks) is not { Count: > 0 } differences)
        {
            return (worker, null);
        }

        if (process.Running != worker)
        {
            return (worker, WorkerVariablesText.Foreign(worker, differences));
        }

        var kept = WorkerEnvironment.KeptOf(worker.Process);
        var lost = WorkerVariables.KeptBeside(EnvironmentVariables.OfProcess).Where(n => marks.Has(n) && !kept.ContainsKey(n)).ToList();
        var hasCopy = Directory.Exists(Path.Combine(home.Bin, worker.Version));
        await process.StopAsync(cancellationToken);
        var renewed = await process.StartAsync(build, settings, kept, hasCopy ? worker.Version : null);
        await process.WaitAsync(renewed, cancellationToken);
        return (renewed, WorkerVariablesText.Restarted(differences, lost));
    }
}
