using Temporalio.Client;
using Temporalio.Testing;

[assembly: AssemblyFixture(typeof(SlopTemporal.WorkflowTests.ShortHistoryServer))]

namespace SlopTemporal.WorkflowTests;

/// <summary>A server that suggests continue-as-new after a few events, so that every piece of state has to travel.</summary>
public sealed class ShortHistoryServer : IAsyncLifetime
{
    /// <summary>
    /// Events of a run: fewer would not do for a track of three tickets to start them and to wait, and it would never be still.
    /// </summary>
    private const int SuggestedEvents = 45;

    private WorkflowEnvironment? _environment;

    public ITemporalClient Client => _environment!.Client;

    public async ValueTask InitializeAsync() =>
        _environment = await ServerFixture.StartAsync($"limit.historyCount.suggestContinueAsNew={SuggestedEvents}");

    public async ValueTask DisposeAsync()
    {
        if (_environment is not null)
        {
            await _environment.ShutdownAsync();
        }
    }
}
