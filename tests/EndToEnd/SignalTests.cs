namespace SlopTemporal.EndToEnd;

/// <summary>JSON typed into signals, as the Web UI sends it.</summary>
public sealed class SignalTests(SharedHome shared) : IAsyncLifetime
{
    private readonly Slop _slop = new(shared);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task Hand_written_signals_steer_a_running_track_and_nonsense_hurts_nothing()
    {
        var play = new Playground(_slop.Folder) { Track = "signals" };
        play.Ticket(
            "a",
            new { max_attempts = 1 },
            [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")],
            [Playground.WriteFile("parts/a", "ok"), Playground.Text("Done.")]);
        play.Ticket(
            "b",
            new { max_attempts = 1, depends_on = new[] { "a" } },
            [Playground.WriteFile("parts/b", "wrong"), Playground.Text("Done.")]);
        play.Ticket("c", new { depends_on = new[] { "b" } }, [Playground.WriteFile("parts/c", "ok"), Playground.Text("Done.")]);
        await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        Task Say(string name, string? json = null) => _slop.SignalAsync($"track-{play.Track}", name, json);

        await Say("pause");
        await Say("retry", "{\"ticket\":\"a\",\"note\":\"It must say ok.\"}");
        var paused = await _slop.UntilAsync(play.Track, s => s.GetProperty("status").GetString() == "paused");
        await Say("set_limits", "{\"max_workers\":7,\"budget\":{\"usd\":20}}");
        await Say("add_tickets", "{\"id\":\"d\",\"description\":\"more\",\"verify\":[\"true\"]}");
        await Say("add_tickets", "[{\"id\":\"x\",\"description\":\"bad\",\"depends_on\":[\"nobody\"]}]");
        await Say("rety", "\"a\"");
        await Say("skip", "[1,2]");
        await Say("approve", "\"a/spawn-9\"");
        await Say("set_limits", "{\"max_worker\":0}");
        await Say("resume");
        await _slop.UntilAsync(play.Track, s => Slop.TicketStatus(s, 1) == "blocked");
        await Say("skip", "\"b\"");
        var end = (await _slop.MustAsync("watch", play.Track, "--json")).Json;

        Assert.Equal("todo", Slop.TicketStatus(paused, 1));
        Assert.Equal((7, 20), (end.GetProperty("max_workers").GetInt32(), end.GetProperty("budget").GetProperty("usd").GetInt32()));
        Assert.Equal(
            ["completed", "skipped", "completed", "completed"],
            end.GetProperty("tickets").EnumerateArray().Select(t => t.GetProperty("status").GetString()));
        Assert.Contains("It must say ok.", _slop.Journal("a", "prompt.md", play.Track).Last(), StringComparison.Ordinal);
        string[] expected = [
            "nobody", "a track knows approve", "expected \"ticket-id\"", "no gate a/spawn-9 is open", "there is no \"max_worker\" here"
        ];
        var problems = end.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("problem").GetString()!).ToList();
        Assert.All(expected, words => Assert.Contains(problems, p => p.Contains(words, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Count);
    }

    [Fact]
    public async Task Whoever_reaches_the_server_without_the_key_starts_nothing()
    {
        await _slop.MustAsync("up", "--json");
        var id = await File.ReadAllTextAsync(Path.Combine(_slop.Home, "id"), TestContext.Current.CancellationToken);
        string[] queue = ["--task-queue", "slop@" + id.Trim()];
        string[] input = ["--input", """{"document":"0000","track":"forged","epoch":1}"""];
        string[] prepare = ["activity", "execute", "--type", "PrepareTrack", "--start-to-close-timeout", "1m", .. queue];

        var activity = await _slop.TemporalAsync([.. prepare, "--activity-id", "forged", .. input]);
        var empty = await _slop.TemporalAsync([.. prepare, "--activity-id", "empty"]);
        var workflow = await _slop.TemporalAsync(
            ["workflow", "execute", "--workflow-id", "track-forged", "--type", "Track", .. queue, .. input]);

        Assert.All([activity, empty, workflow], ran => Assert.Contains("is not signed by this home", ran.Said, StringComparison.Ordinal));
        Assert.All([activity, empty, workflow], ran => Assert.NotEqual(0, ran.Code));
        Assert.False(Directory.Exists(Path.Combine(_slop.Home, "journal", "forged")));
    }
}
