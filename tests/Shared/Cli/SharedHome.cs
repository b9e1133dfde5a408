namespace SlopTemporal.Tests;

/// <summary>
/// One home with its server and worker, for tests that neither stop them nor give them variables. Each of their tracks has an id of
/// its own, and no command leaves the id out: the tracks of other tests run in the same home at the same time.
/// </summary>
public sealed class SharedHome : IAsyncDisposable
{
    private readonly Slop _owner = new();

    internal string Home => _owner.Home;

    internal string ScriptLog => _owner.ScriptLog;

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
