using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>A running track steered by signals that a person typed, and by the commands that do the same.</summary>
public sealed class SteeringTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task A_track_that_was_blocked_when_everything_was_killed_is_retried_by_hand()
    {
        var play = new Playground(_slop.Folder);
        play.Ticket(
            "a",
            new { max_attempts = 1 },
            [Playground.WriteFile("parts/a", "wrong"), Playground.WriteFile("parts/b", "ok"), Playground.Text("Done.")],
            [Playground.WriteFile("parts/a", "ok"), Playground.Text("Done.")]);
        var ran = await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        Assert.True(ran.Code == 3, ran.ToString());

        _slop.Kill("worker");
        _slop.Kill("server");
        await _slop.MustAsync("up", "--json");
        await _slop.SignalAsync(
            "track-play", "retry", """{"ticket":"a","note":"It must say ok.","model":"scripted:3","from":"worktree"}""");
        await _slop.UntilAsync("play", s => s.GetProperty("status").GetString() != "blocked");
        await _slop.MustAsync("watch", "play", "--json");

        Assert.Contains("It must say ok.", _slop.Journal("a", "prompt.md").Last(), StringComparison.Ordinal);
        Assert.EndsWith("/scripted:3", Slop.Calls(_slop.Answers())[^1], StringComparison.Ordinal);
        Assert.Equal("parts/a\nparts/b", Git.Run(play.Repository, "ls-tree", "-r", "--name-only", "slop/play", "parts/"));
    }

    [Fact]
    public async Task A_budget_that_is_used_up_ends_a_run_that_does_not_wait_with_5_and_goes_on_when_it_is_raised()
    {
        var play = new Playground(_slop.Folder);
        var (usage, told) = (new { input = 900, output = 100 }, Path.Combine(_slop.Folder, "told"));
        _slop.Environment["SLOP_NOTIFY_COMMAND"] = $"cat >> '{told}'; echo >> '{told}'";
        var write = new { name = "write_file", args = new { path = "parts/a", content = "ok" } };
        play.Ticket("a", new { }, [new { calls = new[] { write }, usage }, new { text = "Done.", usage }]);

        var file = play.Save(new { budget = new { tokens = 1500 } });
        var ran = await _slop.RunAsync("run", file, "--script", play.ScriptFile, "--trust", "--no-wait", "--json");
        Assert.True(ran.Code == 5, ran.ToString());
        Assert.Equal(["budget-1"], Slop.Gates(ran.Json));
        var limits = (await _slop.MustAsync("limits", "play", "--json")).Json;
        Assert.Equal(
            (1500, 1000), (limits.GetProperty("budget").GetProperty("tokens").GetInt32(), limits.GetProperty("tokens").GetInt32()));
        var status = await _slop.MustAsync("status", "play");
        var lowered = await _slop.MustAsync("limits", "play", "--tokens", "500");
        await _slop.SignalAsync("track-play", "approve", "{\"request\":\"budget-1\",\"edited\":{\"tokens\":5000}}");
        var end = await _slop.MustAsync("watch", "play", "--json");

        Assert.Contains(
            "budget-1  the track's budget of 1,500 tokens has no room for another call: 1,000 tokens spent",
            status.Out,
            StringComparison.Ordinal);
        Assert.Contains("; approving adds 1,500 tokens, or \"edited\" sets the caps\n", status.Out, StringComparison.Ordinal);
        Assert.Equal(
            "play: limits set; 1,000 tokens of 500 tokens are spent already: calls under way finish, no other is made, and a budget gate "
                + "opens for the tickets that need more; approve it, or raise the cap with `slop limits play --tokens …`",
            lowered.Out.Trim());
        Assert.Equal(5000, end.Json.GetProperty("budget").GetProperty("tokens").GetInt32());
        Assert.Equal(2, _slop.Answers().Length);
        var notices = (
            await File.ReadAllLinesAsync(told, TestContext.Current.CancellationToken)).Select(line =>
                JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["gate_opened", "track_ended"], notices.Select(n => n.GetProperty("event").GetString()));
        Assert.Equal("slop approve play budget-1", notices[0].GetProperty("command").GetString());
    }

    [Fact]
    public async Task A_ticket_that_joined_can_be_edited_before_it_starts_and_a_closed_track_is_over_as_it_was()
    {
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { max_attempts = 1 }, [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")]);
        _slop.Environment["EDITOR"] = "sed -i s/first/second/";
        var file = play.Save(new { approvals = new { spawn = "ask" } });
        await _slop.MustAsync("start", file, "--script", play.ScriptFile, "--trust", "--json");
        await _slop.UntilAsync("play", s => Slop.Gates(s).Length == 1);
        await _slop.MustAsync("approve", "a/spawn-1");
        await _slop.UntilAsync("play", s => s.GetProperty("status").GetString() == "blocked");
        await File.WriteAllTextAsync(
            Path.Combine(_slop.Folder, "more.json"),
            "{\"id\":\"more\",\"description\":\"The first words.\",\"depends_on\":[\"a\"]}",
            TestContext.Current.CancellationToken);
        await _slop.MustAsync("add", "play", "more.json");
        var tree = await _slop.MustAsync("status", "play");
        await _slop.MustAsync("skip", "a");
        await _slop.UntilAsync("play", s => Slop.Gates(s).Contains("more/spawn-1"));
        await _slop.MustAsync("approve", "more/spawn-1", "--edit");
        await _slop.UntilAsync("play", s => Slop.TicketStatus(s, 1) is "completed" or "blocked");

        Assert.Matches("(?m)^    └── · more", tree.Out);
        Assert.Contains("The second words.", string.Concat(_slop.Journal("more", "*prompt*.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_track_that_is_closed_is_over_and_leaves_no_worktree()
    {
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { max_attempts = 1 }, [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")]);
        await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");

        await _slop.SignalAsync("track-play", "close");
        var end = await _slop.RunAsync("watch", "play", "--json");
        var late = await _slop.RunAsync("retry", "play", "a");
        var list = await _slop.MustAsync("list");
        _slop.Kill("worker");
        _slop.Kill("server");
        var down = await _slop.MustAsync("status", "play", "--json");

        Assert.Equal((3, "closed by a person before its tickets were done"), (end.Code, end.Json.GetProperty("reason").GetString()));
        Assert.Equal((2, "error: the track play is over: blocked"), (late.Code, late.Error.Split('\n')[0].Trim()));
        Assert.Contains("blocked, over", list.Out, StringComparison.Ordinal);
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
        Assert.Equal("blocked", Slop.TicketStatus(down.Json, 0));
    }

    [Fact]
    public async Task While_the_worker_is_dead_nothing_is_said_of_the_state()
    {
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { max_attempts = 1 }, [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")]);
        await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        await _slop.MustAsync("down", "--worker");

        var status = await _slop.RunAsync("status", "play", "--json");
        var list = await _slop.RunAsync("list", "--json");

        Assert.Equal((1, 1), (status.Code, list.Code));
        Assert.Equal("the worker does not answer; `slop up` starts it", status.Json.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Null, status.Json.GetProperty("tickets").ValueKind);
        Assert.Equal(JsonValueKind.Null, list.Json.GetProperty("tracks")[0].GetProperty("status").ValueKind);
    }

    [Fact]
    public async Task The_commands_do_the_same_and_say_what_came_of_it()
    {
        var play = new Playground(_slop.Folder);
        play.Ticket("a", new { max_attempts = 1 }, [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")]);
        await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        await File.WriteAllTextAsync(
            Path.Combine(_slop.Folder, "more.json"),
            "{\"id\":\"more\",\"description\":\"@more.md\"}",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_slop.Folder, "more.md"), "Words from a file.", TestContext.Current.CancellationToken);
        var status = await _slop.MustAsync("status", "play");
        var bad = await _slop.RunAsync("retry", "nobody");
        var added = await _slop.MustAsync("add", "play", "more.json");
        await _slop.UntilAsync("play", s => Slop.TicketStatus(s, 1) == "completed");
        var limits = await _slop.MustAsync("limits", "--max-workers", "3", "--json");
        var skipped = await _slop.MustAsync("skip", "play", "a");
        await _slop.MustAsync("watch", "play", "--json");
        var late = await _slop.RunAsync("skip", "play", "a");

        Assert.StartsWith(
            "\nNeeds you\n  a  blocked: `sh check.sh` exited with 1", status.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(
            (2, "error: play refused the request: there is no ticket \"nobody\" in this track"),
            (bad.Code, bad.Error.Split('\n')[0].Trim()));
        Assert.Equal("play: added: more", added.Out.Trim());
        Assert.Contains("Words from a file.", Assert.Single(_slop.Journal("more", "prompt.md")), StringComparison.Ordinal);
        Assert.Equal("limits set", limits.Json.GetProperty("said").GetString());
        Assert.Equal("play: a is skipped (it was blocked)", skipped.Out.Trim());
        Assert.Equal((2, "error: the track play is over: completed"), (late.Code, late.Error.Split('\n')[0].Trim()));
    }
}
