using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Whether the models of a ladder can be called at all: a run without a key ends before anything starts.</summary>
internal static class ModelKeys
{
    /// <summary>The ladder, if what it needs is set here, or the running worker has it.</summary>
    /// <param name="ladder">Models of a track.</param>
    /// <param name="terminal">Where keys are set.</param>
    /// <param name="worker">What the running worker has; null: none runs, or it does not say.</param>
    /// <exception cref="CliError">A key is missing; the message says how to set it.</exception>
    public static IReadOnlyList<ModelName> Require(IReadOnlyList<ModelName> ladder, Terminal terminal, VariableMarks? worker = null) =>
        ladder.Select(m => FindProblem(m, terminal, worker)).FirstOrDefault(p => p is not null) is { } problem
            ? throw CliError.NoKey(string.Join(" -> ", ladder), problem)
            : ladder;

    /// <summary>Why a model cannot be called; null: there may be no reason.</summary>
    public static KeyProblem? FindProblem(ModelName model, Terminal terminal, VariableMarks? worker)
    {
        var provider = ProviderDescriptors.Find(model.Provider);
        var problem = provider?.FindKeyProblem(new EnvironmentVariables(terminal.UserSources.Environment.GetValueOrDefault));
        return problem is { Fault: KeyFault.Missing } && worker is not null && !WorkerVariables.LacksKey(provider!, worker)
            ? null
            : problem;
    }

    /// <summary>Refuses a worker that has no key for one of the models: after a start of ours it has what is set here.</summary>
    /// <exception cref="CliError">It was started in another way.</exception>
    public static void RequireOf(LocalWorker worker, VariableMarks? variables, IReadOnlyList<ModelName> ladder)
    {
        var lacking = variables is null
            ? null
            : ladder.Select(m => ProviderDescriptors.Find(m.Provider)).OfType<ProviderDescriptor>()
                .FirstOrDefault(p => WorkerVariables.LacksKey(p, variables));
        if (lacking is not null)
        {
            throw WorkerError.ForeignWithoutKey(worker.Pid, KeyProblem.Missing(lacking.HowToGetKey));
        }
    }
}
