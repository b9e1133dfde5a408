using System.Reflection;
using SlopTemporal.Local.Server;
using SlopTemporal.Workflows;
using Temporalio.Client;
using Temporalio.Testing;

[assembly: AssemblyFixture(typeof(SlopTemporal.WorkflowTests.ServerFixture))]

namespace SlopTemporal.WorkflowTests;

/// <summary>The real development server that comes with the project, one for all tests.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private WorkflowEnvironment? _environment;

    public ITemporalClient Client => _environment!.Client;

    public async ValueTask InitializeAsync() => _environment = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_environment is not null)
        {
            await _environment.ShutdownAsync();
        }
    }

    /// <summary>A server of its own, with settings on top of the profile's.</summary>
    internal static async Task<WorkflowEnvironment> StartAsync(params string[] dynamicConfig)
    {
        return await WorkflowEnvironment.StartLocalAsync(new()
        {
            DataConverter = Signing.Converter,
            SearchAttributes = [.. SlopSearch.All],
            DevServerOptions = new()
            {
                ExistingPath = Carried(Assembly.Load("SlopTemporal.Local"), "TemporalCli"),
                StartupTimeout = TimeSpan.FromSeconds(30),
                ExtraArgs =
                [
                    .. DevServerProfile.Load().DynamicConfigArguments(),
                    .. dynamicConfig.SelectMany(s => new[] { "--dynamic-config-value", s }),
                ],
            },
        });
    }

    /// <summary>Where a build noted that an executable lies in its package.</summary>
    internal static string Carried(Assembly by, string key) =>
        by.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
