using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>Gates as people answer them: JSON typed into a signal, nothing else.</summary>
public sealed class GateTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task The_demo_of_gates_is_decided_by_hand_written_signals_alone()
    {
        var scratch = Path.Combine(_slop.Folder, "scratch");
        var demo = _slop.Start("demo", "gates", "--dir", scratch, "--json");
        var output = demo.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _slop.StartedAsync("gates");

        await _slop.UntilAsync("gates", s => Slop.Gates(s).Length == 3);
        await _slop.SignalAsync(
            "track-gates",
            "approve",
            """{"request":"greeting/spawn-1","edited":{"prompt":"Greet by name, and say """
                + """hello.","add_files":["README.md"],"drop_files":["greet.sh"]}}""");
        await _slop.SignalAsync("track-gates", "approve", "\"names/spawn-1\"");
        await _slop.SignalAsync("track-gates/format", "approve", "{\"request\":\"format/spawn-1\"}");
        await _slop.UntilAsync("gates", s => Slop.Gates(s) is ["names/tool-1", "format/question-1"]);
        await _slop.SignalAsync(
            "track-gates", "reject", """{"request":"names/tool-1","comment":"there is no network here, write them yourself"}""");
        await _slop.SignalAsync("track-gates", "approve", """{"request":"format/question-1","edited":"one name a line"}""");
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Slop.Limit, TestContext.Current.CancellationToken);

        Assert.True(demo.ExitCode == 0, await output);
        var prompt = Assert.Single(_slop.Journal("greeting", "prompt-edited.md"));
        Assert.Contains("Greet by name, and say hello.", prompt, StringComparison.Ordinal);
        Assert.Contains("A small thing in the shell.", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("echo hello", prompt, StringComparison.Ordinal);
        Assert.Contains(
            "A person rejected this call: there is no network here, write them yourself",
            Assert.Single(_slop.Journal("names", "turn-1.call-1.json")),
            StringComparison.Ordinal);
        Assert.Contains("one name a line", Assert.Single(_slop.Journal("format", "turn-1.call-1.json")), StringComparison.Ordinal);
        var decided = JsonDocument.Parse(Assert.Single(_slop.Journal("greeting", "gate-spawn-1.json"))).RootElement;
        Assert.Equal("greeting/spawn-1", decided.GetProperty("gate").GetProperty("id").GetString());
        Assert.Equal(
            "Greet by name, and say hello.", decided.GetProperty("decision").GetProperty("edited").GetProperty("prompt").GetString());
    }

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
            "run", play.Save(new { max_workers = 2, approvals = new { spawn = "ask" } }), "--trust", "--no-wait", "--json");
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
