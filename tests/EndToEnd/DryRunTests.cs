namespace SlopTemporal.EndToEnd;

/// <summary>A dry run beside a server: what runs and what has ended is known from there, as for a run.</summary>
public sealed class DryRunTests(SharedHome shared) : IAsyncLifetime
{
    private const string Track = "dry";

    private readonly Slop _slop = new(shared);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task A_track_that_runs_from_another_file_or_script_is_refused_and_so_is_one_that_has_ended()
    {
        var play = new Playground(_slop.Folder) { Track = Track };
        play.Ticket("a", new { }, [Playground.WriteFile("parts/a", "ok"), Playground.Text("Done.")]);
        var file = play.Save(new { approvals = new { spawn = "ask" } });
        string[] flags = ["--script", play.ScriptFile, "--trust", "--json"];
        await _slop.MustAsync(["start", file, .. flags]);
        await _slop.UntilAsync(Track, s => Slop.Gates(s).Length == 1);

        var same = await _slop.MustAsync(["run", file, "--dry-run", .. flags]);
        play.Save(new { approvals = new { spawn = "ask" } }, waitMs: 1);
        var script = await BothAsync(file, flags);
        play.Save(new { approvals = new { spawn = "ask" }, goal = "another" });
        var other = await BothAsync(file, flags);
        play.Save(new { approvals = new { spawn = "ask" } });
        await _slop.MustAsync("approve", Track, "a/spawn-1", "--json");
        await _slop.MustAsync("watch", Track, "--json");
        var ended = await BothAsync(file, flags);

        Assert.Contains($"{Track} is running already: nothing would be started\n", same.Error, StringComparison.Ordinal);
        Assert.Equal(("script_changed", "other_version_runs", "completed"), (script, other, ended));
    }

    /// <summary>The error that a dry run and a run end with: the same one.</summary>
    private async Task<string?> BothAsync(string file, string[] flags)
    {
        var dry = await _slop.RunAsync(["run", file, "--dry-run", .. flags]);
        var run = await _slop.RunAsync(["run", file, .. flags]);
        Assert.Equal((2, run.Code, run.Out), (dry.Code, dry.Code, dry.Out));
        return dry.Json.GetProperty("error").GetProperty("code").GetString();
    }
}
