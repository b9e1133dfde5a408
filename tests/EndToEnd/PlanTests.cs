using System.Text.Json;
using SlopTemporal.Local.Files;

namespace SlopTemporal.EndToEnd;

/// <summary>From a goal to merged tickets, on the command line: planned, corrected, edited at the gate, killed on the way.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e"];

    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    [Fact]
    public async Task A_goal_becomes_merged_tickets_through_a_killed_worker_and_an_edited_gate()
    {
        var play = Prepare("planned", waitMs: 200);
        var run = _slop.RunAsync(
            "plan", "Make all parts", "--id", "planned", "--repository", play.Repository, "--verify", "sh check.sh", "--script",
            play.ScriptFile, "--json");
        // In the middle of what tier 2 is asked, and again at the gate.
        await Eventually.HoldsAsync(() => _slop.Answers().Length >= 3 || run.IsCompleted, Slop.Limit);
        _slop.Kill("worker");
        await _slop.MustAsync("up");
        await _slop.UntilAsync("planned", s => Slop.Gates(s) is ["plan-1"]);
        _slop.Kill("worker");
        await _slop.MustAsync("up");
        var waiting = await _slop.UntilAsync("planned", s => Slop.Gates(s) is ["plan-1"]);

        Assert.Equal("waiting", waiting.GetProperty("status").GetString());
        Assert.Equal(
            "start 5 tickets in 2 waves, verify: sh check.sh", waiting.GetProperty("gates")[0].GetProperty("subject").GetString());
        _slop.Environment["EDITOR"] = "sed -i 's/^ *\"a\"$/\"nobody\"/'";
        var wrong = await _slop.RunAsync("approve", "planned", "plan-1", "--edit");
        Assert.True(wrong.Code == 2, wrong.ToString());
        Assert.Contains("TK014", wrong.Error, StringComparison.Ordinal);
        _slop.Environment["EDITOR"] = "sed -i 's/on e,/on e as edited,/'";
        await _slop.MustAsync("approve", "planned", "plan-1", "--edit");
        var ran = await run;

        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Equal(6, Git.Run(play.Repository, "rev-list", "slop/planned").Split('\n').Length);
        // A kill between an answer and its journal repeats that one call; nothing else may.
        Assert.Equal(
            [.. Ids.SelectMany(id => new[] { $"{id}/1", $"{id}/2" }), "@tier_1/1", "@tier_1/2", "@tier_2/1", "@tier_2/2"],
            Answered().Distinct().Order(StringComparer.Ordinal).OrderBy(call => call[0] == '@'));
        Assert.InRange(Answered().Count(), 14, 16);
        var usage = ran.Json.GetProperty("usage");
        Assert.Equal((2, 2, 10), (Calls(usage, "tier_1"), Calls(usage, "tier_2"), Calls(usage, "tier_3")));
        var cost = (await _slop.MustAsync("cost", "planned", "--json")).Json;
        Assert.Equal((14, 4), (CallsOf(cost.GetProperty("total")), CallsOf(cost.GetProperty("plan"))));
        var file = (await _slop.MustAsync("show", "planned", "--plan")).Out;
        Assert.Contains("Work on e as edited, please.", file, StringComparison.Ordinal);
        Assert.Contains("as edited", Assert.Single(_slop.Journal("e", "prompt.md")), StringComparison.Ordinal);
        Assert.Contains("TK014", Assert.Single(_slop.Journal("+plan", "plan-1.json")), StringComparison.Ordinal);
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
    }

    // Seconds each, so only `./build all` runs it.
    [Fact(Explicit = true)]
    public async Task Each_step_of_a_plan_killed_once_makes_no_call_twice()
    {
        string[] points =
        [
            CrashPoints.ModelBeforeCall, $"{CrashPoints.ModelJournaled}:1", $"{CrashPoints.ModelJournaled}:2",
            $"{CrashPoints.ModelJournaled}:3", $"{CrashPoints.ModelJournaled}:4", CrashPoints.ToolBeforeRun, CrashPoints.ToolJournaled,
            CrashPoints.WorktreeAdded, CrashPoints.WorktreeRemoved, CrashPoints.PlanJournaled, CrashPoints.PlanStored,
            CrashPoints.StoreWritten,
        ];
        foreach (var (number, point) in points.Index())
        {
            var (track, fired) = ($"steps-{number}", Path.Combine(_slop.Folder, $"{number}.fired"));
            var play = Prepare(track, waitMs: 0);
            (_slop.Environment["SLOP_CRASH"], _slop.Environment["SLOP_CRASH_ONCE"]) = (point, fired);
            await _slop.MustAsync("down", "--worker");
            var before = _slop.Answers().Length;
            var running = _slop.RunAsync("run", play.TrackFile, "--script", play.ScriptFile, "--json");

            await _slop.KeepUpAsync(running);
            var ran = await running;

            Assert.True(ran.Code == 0, $"{point}: {ran}");
            Assert.True(File.Exists(fired), $"{point} was never hit: nothing was proven");
            Assert.Equal(14, _slop.Answers()[before..].Length);
        }
    }

    // What it adds to the first one is not worth its seconds each time.
    [Fact(Explicit = true)]
    public async Task A_plan_is_saved_as_a_track_file_that_is_valid_and_can_be_run()
    {
        var play = Prepare("saved", waitMs: 0);
        var file = Path.Combine(play.Folder, "made.json");
        string[] plan =
        [
            "plan", "Make all parts", "--id", "saved", "--repository", play.Repository, "--verify", "sh check.sh", "--script",
            play.ScriptFile, "--save", file,
        ];
        var first = _slop.RunAsync(plan);
        await _slop.StartedAsync("saved");
        await _slop.UntilAsync("saved", s => Slop.Gates(s) is ["plan-1"]);
        // The same once more finds it running.
        var attached = await _slop.RunAsync([.. plan, "--no-wait"]);
        Assert.True(attached.Code == 4, attached.ToString());
        await _slop.MustAsync("approve", "saved", "plan-1");
        var saved = await first;

        Assert.True(saved.Code == 0, saved.ToString());
        var valid = await _slop.MustAsync("validate", file);
        var refused = await _slop.RunAsync(plan);
        Assert.Contains("5 tickets, no mistakes", valid.Out, StringComparison.Ordinal);
        Assert.True(refused.Code == 2, refused.ToString());
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        await _slop.MustAsync("run", file, "--script", play.ScriptFile);
        Assert.Equal(6, Git.Run(play.Repository, "rev-list", "slop/saved").Split('\n').Length);
    }

    /// <summary>A Python repository, and a script that plans five tickets: the first answer has an unknown dependency.</summary>
    private Playground Prepare(string track, int waitMs)
    {
        var files = new Dictionary<string, string>
        {
            ["check.sh"] = "for f in parts/*.py; do [ ! -e \"$f\" ] || grep -q ok \"$f\" || exit 1; done\n",
            ["app/main.py"] = "class App:\n    pass\n",
            ["pyproject.toml"] = "[project]\nname = \"app\"\n",
        };
        var folder = Directory.CreateDirectory(Path.Combine(_slop.Folder, track)).FullName;
        var play = new Playground(folder, files) { Track = track };
        play.Turns("@tier_1", [Playground.Call("read_file", new { path = "app/main.py" }), Playground.Text("Part by part.")]);
        play.Turns("@tier_2", [Playground.Text(Tickets("z")), Playground.Text(Tickets("a"))]);
        foreach (var id in Ids)
        {
            play.Turns(id, [Playground.WriteFile($"parts/{id}.py", $"# ok {id}\n"), Playground.Text("Done.")]);
        }

        play.Save(new { goal = "Make all parts", approvals = new { plan = "auto" }, tickets = Array.Empty<object>() }, waitMs);
        return play;
    }

    private static string Tickets(string last) => JsonSerializer.Serialize(Ids.Select(id => new
    {
        id,
        description = $"Work on {id}, please.",
        depends_on = id == "e" ? new[] { last } : [],
        touches = new[] { $"parts/{id}.py" },
    }));

    private IEnumerable<string> Answered() => _slop.Answers().Select(line => JsonDocument.Parse(line).RootElement).Select(answer =>
        answer.GetProperty("ticket").GetString() is { Length: > 0 } ticket
            ? $"{ticket}/{answer.GetProperty("turn")}"
            : $"@{answer.GetProperty("tier")}/{answer.GetProperty("turn")}");

    private static int Calls(JsonElement usage, string tier) => CallsOf(usage.GetProperty(tier));

    private static int CallsOf(JsonElement usage) => usage.GetProperty("calls").GetInt32();
}
