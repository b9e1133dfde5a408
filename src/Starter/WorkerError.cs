using SlopTemporal.Local.Providers;

namespace SlopTemporal.Starter;

/// <summary>Errors of the worker and of its program.</summary>
internal static class WorkerError
{
    public static CliError Failed(string why, string log) =>
        CliError.Of("worker_failed", $"the worker did not start: {why}", $"its log: {log}", ExitCode.Failure);

    public static CliError NoBuild(string folder) =>
        CliError.Of("no_worker", $"there is no worker in {folder}", "build the solution, or install the tool again", ExitCode.Failure);

    public static CliError ProbeFailed(string why) => CliError.Of(
        "probe_failed",
        $"the worker program could not ask the models: {why}",
        "build the solution, or install the tool again; `slop doctor --offline` asks no model",
        ExitCode.Failure);

    public static CliError TakesNoNewKey(string version) => CliError.Of(
        "other_build",
        $"the running worker is of an earlier build ({version}), which does not take up a new key",
        "`slop up --replace` replaces it; then rotate",
        ExitCode.Failure);

    public static CliError ForeignElsewhere(int process, string its, string ours) => CliError.Of(
        "foreign_worker",
        $"the worker of this home (process {process}) was not started by slop, and works for the server at {its}, not for {ours}",
        "end it, then run the command again: it starts a worker of its own",
        ExitCode.Failure);

    /// <summary>A track whose models only this worker could call, without a key.</summary>
    public static CliError ForeignWithoutKey(int process, KeyProblem problem) => CliError.Of(
        "worker_without_key",
        $"the worker of this home (process {process}) was not started by slop, and has no key for the models of this track",
        $"end it, then run the command again: it starts a worker with your key; or, where it is started, {problem.WayOut}",
        ExitCode.BadInput);
}
