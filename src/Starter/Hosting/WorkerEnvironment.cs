using System.Collections;
using SlopTemporal.Local.Network;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Starter.Hosting;

/// <summary>What the worker gets of the environment: a list, so that a secret of this shell does not live on in a process for
/// days.</summary>
internal static class WorkerEnvironment
{
    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR", "TEMP", "TMP",
        "SystemRoot", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramData",
        "NUGET_PACKAGES", .. UpstreamProxies.Names, .. CommandVariables.Names,
        .. ProviderDescriptors.All.SelectMany(p => p.Variables).Select(v => v.Name),
    ];

    private static readonly string[] Prefixes = ["SLOP_", "TEMPORAL_", "DOTNET_", "XDG_", "LC_"];

    /// <summary>The part of an environment that the worker gets.</summary>
    public static IReadOnlyDictionary<string, string> From(IEnumerable<KeyValuePair<string, string>> all) => all
        .Where(v => Names.Contains(v.Key, StringComparer.Ordinal) || Prefixes.Any(p => v.Key.StartsWith(p, StringComparison.Ordinal)))
        .ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);

    /// <summary>The same with the server that the settings name: the worker reads Temporal's variables, and no settings file.</summary>
    public static IReadOnlyDictionary<string, string> With(SlopSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        var all = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            [SlopSettings.NamespaceVariable] = settings.TemporalNamespace,
        };
        if (settings.TemporalAddress is { } address)
        {
            all[SlopSettings.AddressVariable] = address;
        }

        return all;
    }

    /// <summary>This environment, with what an earlier worker had and it does not set.</summary>
    /// <param name="kept">Variables of the earlier worker.</param>
    /// <param name="environment">Of the shell.</param>
    public static IEnumerable<KeyValuePair<string, string>> Joined(
        IReadOnlyDictionary<string, string> kept, IEnumerable<KeyValuePair<string, string>> environment) =>
        [.. environment.Where(v => !kept.ContainsKey(v.Key)), .. kept];

    /// <summary>What a worker has that the next one keeps, if this shell starts it; nothing where the system does not tell.</summary>
    public static IReadOnlyDictionary<string, string> KeptOf(ProcessIdentity worker) =>
        ProcessVariables.Read(worker, WorkerVariables.KeptBeside(EnvironmentVariables.OfProcess));

    public static IEnumerable<KeyValuePair<string, string>> OfProcess() =>
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(v => KeyValuePair.Create((string)v.Key, (string?)v.Value ?? ""));
}
