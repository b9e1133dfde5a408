using SlopTemporal.Local.Home;
using SlopTemporal.Local.Network;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Local.Providers;

/// <summary>
/// The variables that make a difference to a worker, and how those of a shell differ from the ones that it was started with. What a
/// shell does not set takes nothing away from the worker; but the variables of a provider go together where the shell says how it is
/// reached: a key must not go to the address of another one.
/// </summary>
public static class WorkerVariables
{
    private static readonly string[] Ways = ["SSL_CERT_FILE", "SSL_CERT_DIR", .. UpstreamProxies.Names];

    /// <summary>Those of providers, of the way to them, and of settings that the worker reads.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. ProviderDescriptors.All.SelectMany(p => p.Variables).Select(v => v.Name), .. Ways, .. SettingKey.WorkerVariables];

    /// <summary>How the worker's variables differ from those of a shell, in the order of <see cref="Names"/>.</summary>
    public static IReadOnlyList<VariableDifference> Compare(EnvironmentVariables shell, VariableMarks worker)
    {
        var complete = CompleteIn(shell);
        return [.. Names.Select(n => Compare(n, shell[n], complete.Contains(n), worker)).OfType<VariableDifference>()];
    }

    /// <summary>Of the variables of a worker that ends, those that the next one keeps when a shell starts it.</summary>
    public static IEnumerable<string> KeptBeside(EnvironmentVariables shell)
    {
        var complete = CompleteIn(shell);
        return Names.Where(n => shell[n] is null && !complete.Contains(n));
    }

    /// <summary>Names of the variables through which it reaches providers, as far as it has them.</summary>
    public static IEnumerable<string> AccessOf(VariableMarks worker) =>
        ProviderDescriptors.All.SelectMany(p => p.Variables).Where(v => v.GivesAccess && worker.Has(v.Name)).Select(v => v.Name);

    /// <summary>Whether the worker itself lacks a key for a provider.</summary>
    public static bool LacksKey(ProviderDescriptor provider, VariableMarks worker) =>
        provider.FindKeyProblem(new(name => worker.Has(name) ? "set" : null)) is { Fault: KeyFault.Missing };

    private static VariableDifference? Compare(string name, string? value, bool isComplete, VariableMarks worker) =>
        (value, worker.Has(name)) switch
        {
            (null, true) when isComplete => new(name, VariableFault.Superfluous),
            (null, _) => null,
            (_, false) => new(name, VariableFault.Missing),
            _ => worker.IsSame(name, value) ? null : new(name, VariableFault.Other),
        };

    /// <summary>The variables of those providers of which the shell says how they are reached.</summary>
    private static HashSet<string> CompleteIn(EnvironmentVariables shell) =>
    [
        .. ProviderDescriptors.All
            .Where(p => p.Variables.Any(v => v.GivesAccess && shell[v.Name] is not null))
            .SelectMany(p => p.Variables)
            .Select(v => v.Name),
    ];
}

/// <summary>A variable that a worker has otherwise than a shell.</summary>
public sealed record VariableDifference(string Name, VariableFault Fault);

/// <summary>What is wrong with a worker's variable, as a shell sees it.</summary>
public enum VariableFault
{
    /// <summary>The shell sets it, the worker does not have it.</summary>
    Missing,

    /// <summary>Both have it, with different values.</summary>
    Other,

    /// <summary>The worker has it beside another key or address than the shell's.</summary>
    Superfluous,
}
