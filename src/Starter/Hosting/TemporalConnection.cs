using Microsoft.Extensions.Logging.Abstractions;
using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Runtime;

namespace SlopTemporal.Starter.Hosting;

/// <summary>Connects to a Temporal server: the one that is set, else the home's local server.</summary>
/// <param name="home">Its key signs and encrypts what is sent.</param>
internal sealed class TemporalConnection(SlopSettings settings, SlopHome home)
{
    /// <summary>A server that accepts connections may need a moment more to answer.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Temporal's library writes warnings on standard error, in colours; what a person has to know the commands say.</summary>
    private static readonly Lazy<TemporalRuntime> QuietRuntime = new(() => new(new()
    {
        Telemetry = new() { Logging = new(new TelemetryFilterOptions("off")) { Forwarding = new() { Logger = NullLogger.Instance } } },
    }));

    /// <summary>The address that was set; null: the local server.</summary>
    public string? ConfiguredAddress => settings.TemporalAddress;

    /// <summary>What Temporal's own configuration says, by name of the setting.</summary>
    public static IReadOnlyDictionary<string, string> Profile(IReadOnlyDictionary<string, string> environment)
    {
        // For us an empty variable sets nothing; Temporal would let it hide the profile.
        var set = environment
            .Where(variable => variable.Value.Length > 0)
            .ToDictionary(variable => variable.Key, variable => variable.Value);
        var profile = ClientEnvConfig.Profile.Load(new() { OverrideEnvVars = set });
        return new[] { ("temporal_address", profile.Address), ("temporal_namespace", profile.Namespace) }
            .Where(found => found.Item2 is not null)
            .ToDictionary(found => found.Item1, found => found.Item2!);
    }

    /// <summary>The address to use: the one that was set, else the local server's if it runs; null: nothing runs.</summary>
    public string? FindAddress(LocalState state) => ConfiguredAddress ?? (state.Server?.IsAlive == true ? state.Address : null);

    public async Task<TemporalClient> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        var end = DateTimeOffset.UtcNow + ConnectTimeout;
        while (true)
        {
            try
            {
                return await TemporalClient.ConnectAsync(Options(address));
            }
            catch (InvalidOperationException e)
            {
                if (DateTimeOffset.UtcNow > end)
                {
                    throw CliError.Unreachable(address, ServerSilence.Reason(address, e.Message));
                }
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }
    }

    private TemporalClientConnectOptions Options(string address)
    {
        var options = ClientEnvConfig.LoadClientConnectOptions();
        options.Runtime = QuietRuntime.Value;
        options.TargetHost = address;
        options.Namespace = settings.TemporalNamespace;
        options.DataConverter = SlopDataConverter.Signing(
            PayloadKeyFile.Ring(home), settings.TemporalNamespace, () => settings.Encryption);
        return options;
    }
}
