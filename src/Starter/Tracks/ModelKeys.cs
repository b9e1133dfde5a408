using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Tracks;

/// <summary>Whether the models of a ladder can be called at all: a run without a key ends before anything starts.</summary>
internal static class ModelKeys
{
    /// <summary>The ladder, if what it needs is set.</summary>
    /// <exception cref="CliError">A key is missing; the message says how to set it.</exception>
    public static IReadOnlyList<ModelName> Require(IReadOnlyList<ModelName> ladder, Terminal terminal)
    {
        var environment = new EnvironmentVariables(terminal.UserSources.Environment.GetValueOrDefault);
        var problems = ladder.Select(m => ProviderDescriptors.Find(m.Provider)?.FindKeyProblem(environment));
        return problems.FirstOrDefault(p => p is not null) is { } problem
            ? throw CliError.NoKey(string.Join(" -> ", ladder), problem)
            : ladder;
    }
}
