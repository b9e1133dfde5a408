using System.Runtime.InteropServices;
using SlopTemporal.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Testing;

namespace SlopTemporal.WorkflowTests;

/// <summary>
/// The server that skips time. It has one clock for all its workflows, so each test starts its own. Hours pass in milliseconds while a
/// test lets them, or waits for a track's result; else the clock goes as any other.
/// </summary>
internal sealed class SkippingServer : IAsyncDisposable
{
    private readonly WorkflowEnvironment _environment;

    private SkippingServer(WorkflowEnvironment environment) => _environment = environment;

    public ITemporalClient Client => _environment.Client;

    public static async Task<SkippingServer> StartAsync()
    {
        var environment = await WorkflowEnvironment.StartTimeSkippingAsync(new()
        {
            DataConverter = Signing.Converter,
            TestServer = new() { ExistingPath = Executable(), StartupTimeout = TimeSpan.FromSeconds(30) },
        });
        var attributes = new AddSearchAttributesRequest { Namespace = environment.Client.Options.Namespace };
        attributes.SearchAttributes.Add(SlopSearch.All.ToDictionary(a => a.Name, _ => IndexedValueType.Keyword));
        await environment.Client.OperatorService.AddSearchAttributesAsync(attributes);
        return new(environment);
    }

    public async Task<DateTimeOffset> NowAsync() => new(await _environment.GetCurrentTimeAsync(), TimeSpan.Zero);

    public Task PassAsync(TimeSpan time) => _environment.DelayAsync(time);

    public async ValueTask DisposeAsync() => await _environment.ShutdownAsync();

    private static string Executable()
    {
        var executable = ServerFixture.Carried(typeof(SkippingServer).Assembly, "TemporalTestServer");
        var platform = RuntimeInformation.RuntimeIdentifier;
        // It needs glibc.
        var works = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64
            && !platform.Contains("musl", StringComparison.Ordinal) && File.Exists(executable);
        Needed.Has(works, $"There is no time-skipping server for {platform} at {executable}.");
        return executable;
    }
}
