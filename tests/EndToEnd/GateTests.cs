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

    [Fact]
    public async Task Calls_are_read_edited_and_approved_as_what_they_are()
    {
        var play = new Playground(_slop.Folder) { Track = "steps" };
        var code = string.Join('\n', Enumerable.Range(1, 600).Select(n => $"def f{n}(x):\n    return  {n} * x")) + "\n";
        play.Ticket(
            "a",
            new { step_mode = true },
            [
                Playground.Call("read_file", new { path = "README.md" }),
                Playground.Call("list_directory", new { path = "." }),
                Playground.WriteFile("src/a.py", code),
                Playground.Text("Done."),
            ]);
        var file = play.Save(new { approvals = new { spawn = "ask" } });
        var started = await _slop.RunAsync("run", file, "--script", play.ScriptFile, "--trust", "--no-wait", "--json");
        Assert.True(started.Code == 4, started.ToString());

        await _slop.MustAsync("approve", "steps", "a/spawn-1");
        await WaitForAsync("a/tool-1");
        Assert.Contains("read_file\n        path: README.md", (await _slop.MustAsync("status", "steps")).Out, StringComparison.Ordinal);
        var all = await _slop.MustAsync("approve", "steps", "a/tool-1", "--all", "reads");
        Assert.Contains("and from now on all calls of a that only read", all.Out, StringComparison.Ordinal);
        await WaitForAsync("a/tool-2");
        var shown = (await _slop.MustAsync("status", "steps")).Out;
        Assert.Contains("def f1(x):\n              return  1 * x", shown, StringComparison.Ordinal);

        // The editor has the whole file as code, however much of it is shown.
        _slop.Environment["EDITOR"] = "f() { case $1 in *a.py) sed -i 's/return  300 /return  301 /' $1;; esac; }; f";
        await _slop.MustAsync("approve", "steps", "a/tool-2", "--edit");
        await _slop.MustAsync("watch", "steps", "--no-wait", "--json");

        Assert.Equal(
            code.Replace("return  300 ", "return  301 ", StringComparison.Ordinal),
            Git.Run(play.Repository, "show", "slop/steps:src/a.py") + "\n");
    }

    private Task<System.Text.Json.JsonElement> WaitForAsync(string gate) => _slop.UntilAsync("steps", s => Slop.Gates(s).Contains(gate));
}
