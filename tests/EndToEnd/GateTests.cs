namespace SlopTemporal.EndToEnd;

/// <summary>Gates that people answer while processes die.</summary>
public sealed class GateTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task Five_open_gates_outlive_a_kill_of_worker_and_server()
    {
        var play = new Playground(_slop.Folder);
        string[] ids = ["a", "b", "c", "d", "e"];
        foreach (var id in ids)
        {
            play.Ticket(id, new { }, [Playground.WriteFile($"parts/{id}", "ok"), Playground.Text("Done.")]);
        }

        var waiting = await _slop.RunAsync(
            "run",
            play.Save(new { max_workers = 2, approvals = new { spawn = "ask" } }),
            "--script",
            play.ScriptFile,
            "--trust",
            "--no-wait",
            "--json");
        Assert.True(waiting.Code == 4, waiting.ToString());
        var before = waiting.Json.GetProperty("gates").GetRawText();
        _slop.Kill("worker");
        _slop.Kill("server");
        await _slop.MustAsync("up", "--json");
        var after = await _slop.UntilAsync("play", s => Slop.Gates(s).Length == 5);

        Assert.Equal(before, after.GetProperty("gates").GetRawText());
        await _slop.SignalAsync("track-play", "approve", "\"a/spawn-1\"");
        await _slop.SignalAsync("track-play/b", "approve", "\"b/spawn-1\"");
        await _slop.MustAsync("approve", "c/spawn-1");
        _slop.Kill("worker");
        // Nobody answers: the server keeps it.
        var kept = await _slop.MustAsync("approve", "play", "d/spawn-1", "--json");
        Assert.False(kept.Json.GetProperty("answered").GetBoolean());
        await _slop.MustAsync("up", "--json");
        await _slop.SignalAsync("track-play", "approve", "\"e/spawn-1\"");
        await _slop.MustAsync("watch", "play", "--json");

        Assert.Equal(6, Git.Run(play.Repository, "rev-list", "slop/play").Split('\n').Length);
    }
}
