using System.Net;

namespace SlopTemporal.EndToEnd;

/// <summary>The Web UI over the lives of server and worker, each test in a home of its own.</summary>
public sealed class WebUiLifeTests : IAsyncLifetime
{
    private readonly Slop _slop = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _slop.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task It_keeps_its_address_when_server_or_worker_are_killed_and_needs_the_worker()
    {
        var first = await UpAsync();
        await RunWordsAsync();
        _slop.Kill("server");
        var second = await UpAsync();
        var afterServer = await _client.GetAsync(new Uri(second!), Token);
        _slop.Kill("worker");
        var without = await FindingAsync("web ui");
        var status = await _slop.MustAsync("status", "words");
        var third = await UpAsync();
        var afterWorker = await _client.GetAsync(new Uri(third!), Token);

        Assert.Equal((first, first), (second, third));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (afterServer.StatusCode, afterWorker.StatusCode));
        Assert.Equal($"at {first}: it needs the worker: `slop up` starts it", without);
        Assert.EndsWith("The Web UI needs the worker: `slop up` starts it.\n", status.Out, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task Headless_leaves_it_out_for_all_commands()
    {
        var up = await _slop.MustAsync("up", "--headless");

        var run = await RunWordsAsync();
        var status = await _slop.MustAsync("status", "words", "--json");
        var found = await FindingAsync("web ui");
        var api = await FindingAsync("http api");

        Assert.Contains("web ui   left out: the server was started with --headless\n", up.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("web ui", run.Out, StringComparison.Ordinal);
        Assert.False(status.Json.TryGetProperty("web_ui", out var webUi) && webUi.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal("left out: the server was started with --headless", found);
        Assert.EndsWith(": it answers nobody", api, StringComparison.Ordinal);

        await _slop.MustAsync("down");
        Assert.NotNull(await UpAsync());
        var late = await _slop.MustAsync("up", "--headless");
        Assert.StartsWith("The server runs with its Web UI already: `slop down`", late.Out, StringComparison.Ordinal);
    }

    private Task<Ran> RunWordsAsync()
    {
        var example = Path.Combine(Slop.Project, "examples", "words");
        return _slop.MustAsync("run", Path.Combine(example, "track.json"), "--script", Path.Combine(example, "script.json"));
    }

    private async Task<string?> UpAsync() => (await _slop.MustAsync("up", "--json")).Json.GetProperty("web_ui").GetString();

    private async Task<string?> FindingAsync(string what) =>
        (await _slop.RunAsync("doctor", "--offline", "--json")).Json.GetProperty("findings").EnumerateArray()
            .Single(f => f.GetProperty("what").GetString() == what).GetProperty("found").GetString();
}
