using SlopTemporal.RealRepositories.Kinds;

namespace SlopTemporal.RealRepositories;

/// <summary>
/// Repositories as people publish them, with setup from a registry and checks without a network, worked on by the command line as a person
/// runs it: what has landed is green on a fresh clone.
/// </summary>
public sealed class RealRepositoryTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    // Minutes long together, so only `./build all` runs them.
    [Fact(Explicit = true)]
    public Task Six_tickets_on_a_csharp_library_land_green() => WorkAsync(registry => new CSharpLibrary(registry));

    [Fact(Explicit = true)]
    public Task Six_tickets_on_an_npm_package_land_green() => WorkAsync(registry => new NpmPackage(registry));

    [Fact(Explicit = true)]
    public Task Six_tickets_on_a_python_package_land_green() => WorkAsync(registry => new PythonPackage(registry));

    private async Task WorkAsync(Func<Registry, RealRepository> create)
    {
        await using var registry = await Registry.StartAsync();
        await new SixTickets(_slop, registry, create(registry)).RunAsync();
    }
}
