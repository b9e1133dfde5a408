namespace SlopTemporal.EndToEnd;

/// <summary><c>slop diff</c> at every moment of a ticket's life.</summary>
public sealed class DiffTests(SharedHome shared) : IAsyncLifetime
{
    private readonly Slop _slop = new(shared);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task A_diff_is_there_while_a_ticket_works_at_its_gate_blocked_and_merged_and_can_be_applied()
    {
        var play = new Playground(_slop.Folder) { Track = "diffs" };
        play.Ticket("a", new { }, [Playground.WriteFile("parts/a", "ok\tand  blanks\n"), Playground.Text("Done.")]);
        play.Ticket(
            "b",
            new { max_attempts = 1 },
            [
                Playground.WriteFile("parts/b", "ok\n"), Playground.Call("ask_person", new { question = "Which?" }),
                Playground.WriteFile("parts/b", "wrong\n"), Playground.Text("BLOCKED: no way"),
            ]);
        var file = play.Save(new { approvals = new { integrate = "ask", question = "ask" } });
        var waiting = await _slop.RunAsync("run", file, "--script", play.ScriptFile, "--trust", "--no-wait", "--json");
        Assert.True(waiting.Code == 4, waiting.ToString());
        Assert.Equal(["a/integrate-1", "b/question-1"], Slop.Gates(waiting.Json).Order(StringComparer.Ordinal));

        await SaysAsync("nothing is merged on slop/diffs yet", "diff", "diffs");
        await SaysAsync("+ok    and  blanks\n", "status", "diffs");
        await SaysAsync("verified, waits for you: a/integrate-1", "diff", "diffs", "a");
        await SaysAsync("+ok\n", "diff", "diffs", "b");
        await SaysAsync(" │ 1 +ok\n", "diff", "diffs", "b", "--side-by-side");
        var chosen = await _slop.RunAsync("approve", "diffs", "a/integrate-1", "--hunks", "1");
        Assert.Equal(2, chosen.Code);
        Assert.Contains("a/integrate-1 is a gate of kind integrate, which has no hunks", chosen.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_slop.Home, "look-*", SearchOption.AllDirectories));

        await _slop.MustAsync("approve", "diffs", "a/integrate-1");
        // An editor that saves what it was given.
        _slop.Environment["EDITOR"] = "true";
        var unchanged = await _slop.RunAsync("approve", "diffs", "b/question-1", "--edit");
        Assert.Equal(2, unchanged.Code);
        Assert.Contains("answer it with --comment", unchanged.Error, StringComparison.Ordinal);
        await _slop.MustAsync("approve", "diffs", "b/question-1", "--comment", "this one");
        await _slop.UntilAsync("diffs", s => s.GetProperty("status").GetString() == "blocked");

        await SaysAsync("+wrong\n", "diff", "diffs", "b");
        await SaysAsync("base: `sh check.sh` passed in ", "show", "diffs", "--output");
        await SaysAsync("attempt 1: `sh check.sh` passed in ", "show", "diffs", "a", "--output");
        Assert.Equal("parts/a\n", (await _slop.MustAsync("diff", "diffs", "--name-only")).Out);
        Assert.Equal("parts/a  +1 -0, new\n", (await _slop.MustAsync("diff", "diffs", "a", "--stat")).Out);
        var merged = await _slop.MustAsync("diff", "diffs", "a");
        await File.WriteAllTextAsync(Path.Combine(_slop.Folder, "a.patch"), merged.Out, TestContext.Current.CancellationToken);
        Git.Run(play.Repository, "apply", "--index", "../a.patch");
        Assert.Equal(Git.Tree(play.Repository, "slop/diffs"), Git.Run(play.Repository, "write-tree"));
    }

    private async Task SaysAsync(string words, params string[] arguments) =>
        Assert.Contains(words, (await _slop.MustAsync(arguments)).ToString(), StringComparison.Ordinal);
}
