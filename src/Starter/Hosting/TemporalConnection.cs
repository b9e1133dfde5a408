using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace SlopTemporal.Starter.Hosting;

/// <summary>The way to a Temporal server: its own variables and profiles first, else the home's local server.</summary>
internal sealed class TemporalConnection
{
    /// <summary>A server that accepts connections may need a moment more to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>The address that was set; null: the local server.</summary>
    public string? Set { get; } = ClientEnvConfig.LoadClientConnectOptions().TargetHost;

    /// <summary>The address to use: the one that was set, else the local server's if it runs; null: nothing runs.</summary>
    public string? AddressOf(LocalState state) => Set ?? (state.Server?.IsAlive == true ? state.Address : null);

    public async Task<TemporalClient> ConnectAsync(string address, CancellationToken cancellationToken)
    {
        var end = DateTimeOffset.UtcNow + Patience;
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
                    throw CliError.Unreachable(address, e.Message);
                }
            }

            await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    private static TemporalClientConnectOptions Options(string address)
    {
        var options = ClientEnvConfig.LoadClientConnectOptions();
        options.TargetHost = address;
        options.DataConverter = SlopDataConverter.Instance;
        return options;
    }
}
