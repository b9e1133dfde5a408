using System.Text.Json;

namespace SlopTemporal.EndToEnd;

/// <summary>The examples, as the README starts them.</summary>
public sealed class DemoTests(SharedHome shared) : IAsyncLifetime
{
    private readonly Slop _slop = new(shared);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task The_demo_shows_a_ladder_a_conflict_and_a_straight_line_of_commits()
    {
        var scratch = Path.Combine(_slop.Folder, "scratch");
        var demo = _slop.RunAsync("demo", "--dir", scratch);
        await _slop.StartedAsync("ledger");
        var asked = await _slop.UntilAsync("ledger", s => Slop.Gates(s) is ["months/patch-1"]);
        await _slop.SignalAsync(
            "track-ledger",
            "approve",
            $$$"""{"request":"months/patch-1","hash":"{{{Slop.Hash(asked, "months/patch-1")}}}","edited":{"hunks":[2,3]}}""");
        var ran = await demo;
        Assert.True(ran.Code == 0, ran.ToString());

        var repository = Path.Combine(scratch, "repo");
        // The cause is mended and the test added; what was not chosen is as it was.
        Assert.Contains("1, 7", Git.Run(repository, "show", "slop/ledger:lib/months.sh"), StringComparison.Ordinal);
        Assert.Contains("wc -l", Git.Run(repository, "show", "slop/ledger:tests/months.sh"), StringComparison.Ordinal);
        Assert.DoesNotContain("months", Git.Run(repository, "show", "slop/ledger:README.md"), StringComparison.Ordinal);
        Assert.Contains("slop/ledger", ran.Out, StringComparison.Ordinal);
        Assert.Contains("http://", ran.Out, StringComparison.Ordinal);
        // One commit a ticket, one parent a commit.
        Assert.Equal(10, Git.Run(repository, "rev-list", "slop/ledger").Split('\n').Length);
        Assert.Empty(Git.Run(repository, "rev-list", "--merges", "slop/ledger"));
        Assert.Equal("", Git.Run(repository, "status", "--porcelain"));
        Assert.Equal("main", Git.Run(repository, "branch", "--show-current"));
        Assert.Single(Git.Run(repository, "worktree", "list").Split('\n'));

        var status = (await _slop.MustAsync("status", "ledger", "--json")).Json;
        var tickets = status.GetProperty("tickets").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        Assert.Equal(2, tickets["total"].GetProperty("attempt").GetInt32());
        Assert.Equal("scripted:3", tickets["report"].GetProperty("model").GetString());
        // Two malformed replies were billed as calls too.
        var answers = _slop.Answers("ledger");
        var calls = status.GetProperty("usage").EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetProperty("calls").GetInt32());
        Assert.Equal((answers.Length + 2, 1, 2), (calls.Values.Sum(), calls["tier_2"], calls["tier_4"]));
        Assert.Contains(
            answers, a => a.Contains("\"columns\"", StringComparison.Ordinal) || a.Contains("\"currency\"", StringComparison.Ordinal));
        Assert.Contains("%-10s", Git.Run(repository, "show", "slop/ledger:lib/row.sh"), StringComparison.Ordinal);
        Assert.Contains("EUR", Git.Run(repository, "show", "slop/ledger:lib/row.sh"), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task The_dotnet_example_is_built_and_tested_for_real()
    {
        var scratch = Path.Combine(_slop.Folder, "scratch");
        await _slop.MustAsync("demo", "dotnet", "--dir", scratch);

        var repository = Path.Combine(scratch, "repo");
        Assert.Equal(4, Git.Run(repository, "rev-list", "slop/slug").Split('\n').Length);
        Assert.Contains("why-not", Git.Run(repository, "show", "slop/slug:checks/Program.cs"), StringComparison.Ordinal);
    }

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

    // What it adds to PlanTests is the example alone.
    [Fact(Explicit = true)]
    public async Task The_demo_of_plans_starts_from_a_goal_alone()
    {
        var scratch = Path.Combine(_slop.Folder, "scratch");
        var demo = _slop.RunAsync("demo", "plan", "--dir", scratch);
        await _slop.StartedAsync("plan");
        await _slop.UntilAsync("plan", s => Slop.Gates(s) is ["plan-1"]);
        await _slop.MustAsync("approve", "plan", "plan-1");
        var ran = await demo;

        Assert.True(ran.Code == 0, ran.ToString());
        var status = (await _slop.MustAsync("status", "plan", "--json")).Json;
        Assert.Equal(6, status.GetProperty("tickets").GetArrayLength());
        Assert.Equal((2, 2), (Calls("tier_1"), Calls("tier_2")));
        Assert.Contains("notes help", Git.Run(Path.Combine(scratch, "repo"), "show", "slop/plan:lib/help.sh"), StringComparison.Ordinal);

        int Calls(string tier) => status.GetProperty("usage").GetProperty(tier).GetProperty("calls").GetInt32();
    }

    [Fact]
    public async Task The_text_only_example_needs_no_repository()
    {
        await _slop.MustAsync("demo", "words");
        var status = (await _slop.MustAsync("status", "words", "--json")).Json;

        var tickets = status.GetProperty("tickets").EnumerateArray().ToDictionary(t => t.GetProperty("id").GetString()!);
        Assert.Equal(2, tickets["audience"].GetProperty("attempt").GetInt32());
        Assert.Equal("scripted:1", tickets["announcement"].GetProperty("model").GetString());
    }
}
