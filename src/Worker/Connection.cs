using SlopTemporal.Local.Settings;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;
using Temporalio.Runtime;

namespace SlopTemporal.Worker;

/// <summary>The connection to the server: Temporal's own variables and profiles first, then the home's local server.</summary>
internal static class Connection
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Connects, and waits for a server that is not up yet.</summary>
    public static async Task<TemporalClient> ConnectAsync(
        SlopHome home, WorkerIdentity identity, ILogger logger, CancellationToken cancellationToken)
    {
        // What Temporal's library has to say goes into the worker's log as plain lines, not in its own form and colours.
        var runtime = new TemporalRuntime(new()
        {
            Telemetry = new()
            {
                Logging = new(new TelemetryFilterOptions(TelemetryFilterOptions.Level.Warn, TelemetryFilterOptions.Level.Error))
                {
                    Forwarding = new() { Logger = logger },
                },
            },
        });
        for (var tries = 0; ; tries++)
        {
            var options = Options(home, identity);
            options.Runtime = runtime;
            try
            {
                return await TemporalClient.ConnectAsync(options);
            }
            catch (InvalidOperationException e)
            {
                if (tries == 0)
                {
                    logger.ServerIsNotUp(options.TargetHost ?? "", e.Message);
                }

                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
    }

    private static TemporalClientConnectOptions Options(SlopHome home, WorkerIdentity identity)
    {
        var options = ClientEnvConfig.LoadClientConnectOptions();
        options.TargetHost ??= LocalState.Load(home).Address ?? "127.0.0.1:7233";
        options.Identity = identity.Name;
        var converter = SlopDataConverter.Signing(
            PayloadKeyFile.Ring(home), options.Namespace, new EncryptionSwitch(SettingsSources.ForCurrentUser()).IsOn);
        options.DataConverter = converter with { FailureConverter = new FailuresWithoutSecrets(converter.FailureConverter) };
        return options;
    }
}
