namespace SlopTemporal.EndToEnd;

/// <summary>Tracks on repositories of the tests' own, run as a person runs them.</summary>
public sealed class TrackTests(SharedHome shared) : IAsyncLifetime
{
    private readonly Slop _slop = new(shared);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true, Explicit = true)]
    public async Task A_random_graph_of_thirty_tickets_ends_at_the_expected_tree(int seed, bool reversed)
    {
        var random = new Random(seed);
        var play = new Playground(_slop.Folder) { Track = $"graph-{seed}" };
        for (var n = 0; n < 30; n++)
        {
            string[] after = [.. Enumerable.Range(0, n).Where(_ => random.Next(8) == 0).Select(d => $"t{d:00}")];
            // A ticket checks that what it depends on is there: started too early it could not pass.
            string[] verify = [.. after.Select(d => $"test -f parts/{d}")];
            play.Ticket(
                $"t{n:00}",
                new { depends_on = after, verify },
                [Playground.WriteFile($"parts/t{n:00}", $"ok {n}\n"), Playground.Text("Done.")]);
        }

        var ran = await _slop.MustAsync(
            "run", play.Save(new { max_workers = 5 }, waitMs: random.Next(5, 60), reversed), "--script", play.ScriptFile, "--trust",
            "--json");

        Assert.Equal("completed", ran.Json.GetProperty("status").GetString());
        Assert.Equal(31, Git.Run(play.Repository, "rev-list", $"slop/{play.Track}").Split('\n').Length);
        var files = Git.Run(play.Repository, "ls-tree", "-r", "--name-only", $"slop/{play.Track}", "parts/").Split('\n');
        Assert.Equal(Enumerable.Range(0, 30).Select(n => $"parts/t{n:00}"), files);
    }

    [Fact]
    public async Task Green_alone_and_red_together_is_not_merged_and_the_next_prompt_holds_the_output()
    {
        var play = new Playground(_slop.Folder) { Track = "shelf" };
        play.Write("check.sh", "[ \"$(ls parts 2>/dev/null | wc -l)\" -le 1 ] || { echo \"too many parts for one shelf\"; exit 3; }\n");
        play.Commit("only one part may be there");
        foreach (var id in new[] { "a", "b" })
        {
            // Whichever merges second is the red one.
            play.Ticket(
                id,
                new { },
                [Playground.WriteFile($"parts/{id}", "ok"), Playground.Text("Done.")],
                [Playground.WriteFile($"notes-{id}", "no part"), Playground.Text("Done.")]);
        }

        await _slop.MustAsync("run", play.Save(new { max_workers = 2 }, waitMs: 300), "--script", play.ScriptFile, "--trust", "--json");

        Assert.Equal(4, Git.Run(play.Repository, "rev-list", $"slop/{play.Track}").Split('\n').Length);
        var prompts = Directory.EnumerateFiles(
            Path.Combine(_slop.Home, "journal", play.Track), "prompt.md", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.Single(prompts, p => p.Contains("too many parts for one shelf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_red_base_ends_with_2_and_no_model_is_called()
    {
        var play = new Playground(_slop.Folder) { Track = "red-base" };
        play.Write("parts/bad", "wrong");
        play.Commit("red");
        play.Ticket("a", new { }, [Playground.Text("Done.")]);

        var ran = await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");

        Assert.True(ran.Code == 2, ran.ToString());
        Assert.Contains("parts/bad is not ok", ran.Out, StringComparison.Ordinal);
        Assert.Empty(_slop.Answers(play.Track));
    }

    [Fact]
    public async Task A_dirty_checkout_a_detached_head_and_a_base_that_moves_are_left_alone()
    {
        var play = new Playground(_slop.Folder) { Track = "moved" };
        Git.Run(play.Repository, "checkout", "-q", "--detach");
        play.Write(
            "check.sh",
            await File.ReadAllTextAsync(Path.Combine(play.Repository, "check.sh"), TestContext.Current.CancellationToken)
                + "# my own change\n");
        play.Write("untracked", "mine");
        for (var n = 0; n < 3; n++)
        {
            play.Ticket($"t{n}", new { }, [Playground.WriteFile($"parts/t{n}", "ok"), Playground.Text("Done.")]);
        }

        var before = Git.Checkout(play.Repository);
        await _slop.MustAsync("start", play.Save(new { }, waitMs: 300), "--script", play.ScriptFile, "--trust", "--json");
        var moved = Git.Run(play.Repository, "commit-tree", "-p", "main", "-m", "somebody else", "main^{tree}");
        Git.Run(play.Repository, "update-ref", "refs/heads/main", moved);
        await _slop.MustAsync("watch", play.Track, "--json");

        Assert.Equal(before, Git.Checkout(play.Repository));
        Assert.Equal(4, Git.Run(play.Repository, "rev-list", $"slop/{play.Track}").Split('\n').Length);
        Assert.Equal(moved, Git.Run(play.Repository, "rev-parse", "main"));
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
    }

    [Fact]
    public async Task A_cancelled_track_ends_with_6_and_leaves_no_worktree()
    {
        var play = new Playground(_slop.Folder) { Track = "cancelled" };
        play.Ticket("a", new { }, [Playground.Text("never said")]);
        await _slop.MustAsync("start", play.Save(new { }, waitMs: 100_000), "--script", play.ScriptFile, "--trust", "--json");

        await _slop.MustAsync("cancel", play.Track, "--json");
        var watched = await _slop.RunAsync("watch", play.Track, "--json");

        Assert.True(watched.Code == 6, watched.ToString());
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
    }

    [Fact]
    public async Task A_ticket_that_is_given_up_ends_the_run_with_3_and_the_track_stays_open()
    {
        var play = new Playground(_slop.Folder) { Track = "given-up" };
        play.Ticket("a", new { max_attempts = 2 }, [Playground.WriteFile("parts/a", "wrong"), Playground.Text("Done.")]);
        play.Ticket("b", new { depends_on = new[] { "a" } }, [Playground.Text("Done.")]);

        var ran = await _slop.RunAsync("run", play.Save(new { }), "--script", play.ScriptFile, "--trust", "--json");
        var status = await _slop.RunAsync("status", play.Track, "--json");

        Assert.True(ran.Code == 3, ran.ToString());
        Assert.Equal("blocked", status.Json.GetProperty("status").GetString());
        Assert.Equal("scripted:2", status.Json.GetProperty("tickets")[0].GetProperty("model").GetString());
    }
}
