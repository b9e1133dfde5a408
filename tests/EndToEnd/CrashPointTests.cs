using System.Text.Json;
using SlopTemporal.Local.Files;

namespace SlopTemporal.EndToEnd;

/// <summary>Each named step of an effect killed once, in a worker of its own: the same tree, the same commits, the same calls.</summary>
public sealed class CrashPointTests : IAsyncLifetime
{
    private readonly Slop _slop = new();
    private int _runs;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    // Minutes long, so only `./build all` runs it, and tests/crash-points.
    [Fact(Explicit = true)]
    public async Task Every_crash_point_killed_once_changes_nothing()
    {
        var (expected, calls) = await RunAsync("calm");
        // Those of a plan are hit in PlanTests: this track has its tickets.
        foreach (var point in CrashPoints.All.Except([CrashPoints.PlanJournaled, CrashPoints.PlanStored]))
        {
            var fired = Path.Combine(_slop.Folder, point + ".fired");
            (_slop.Environment["SLOP_CRASH"], _slop.Environment["SLOP_CRASH_ONCE"]) = (point, fired);
            await _slop.MustAsync("down", "--worker");

            var (tree, same) = await RunAsync(point);

            Assert.True(File.Exists(fired), $"{point} was never hit: nothing was proven");
            Assert.True(expected == tree, $"{point}: another tree");
            Assert.True(calls.SequenceEqual(same), $"{point}: other calls\n{string.Join('\n', same)}");
        }
    }

    /// <summary>
    /// Two tickets side by side: setup, tools, commands, edits, a try that climbs, a red check, a merge that is not a fast-forward.
    /// One asks a person in its second attempt, whose worktree is there by then, and is answered when the other is merged: a kill that
    /// is meant for one ticket cannot meet the other between an answer and its journal.
    /// </summary>
    private async Task<(string Tree, IReadOnlyList<string> Calls)> RunAsync(string name)
    {
        // A track of its own: what is left of the last one must not be taken for this one.
        var track = $"crash-{++_runs}";
        var play = new Playground(Directory.CreateDirectory(Path.Combine(_slop.Folder, name)).FullName);
        object[] work =
        [
            Playground.Call("run_command", new { command = "true" }),
            new
            {
                fail = new { kind = "quality", times = 1 },
                calls = new[] { new { name = "write_file", args = new { path = "parts/a", content = "ok\n" } } },
            },
            Playground.Call("edit_file", new { path = "parts/a", old_text = "ok", new_text = "ok, too" }),
            Playground.Text("Done."),
        ];
        play.Turns("a", work);
        // Its first attempt is red in words of this run only, so that new evidence is stored. Of the patch that tier 4 proposes a person
        // takes what mends nothing.
        play.Ticket(
            "b",
            new { verify = new[] { "cat parts/b; ! grep -q bad parts/b" } },
            [Playground.WriteFile("parts/b", $"bad {name}\n"), Playground.Text("Done.")],
            [Playground.Call("ask_person", new { question = "Now?" }), Playground.WriteFile("parts/b", "ok\n"), Playground.Text("Done.")]);
        play.Turns(
            "b@tier_4",
            [
                Playground.Text("""{"cause":"parts/b is bad","evidence":["bad"]}"""),
                Playground.Text($"--- a/parts/b\n+++ b/parts/b\n@@ -1,1 +1,1 @@\n-bad {name}\n+ok\n"
                    + "--- /dev/null\n+++ b/parts/c\n@@ -0,0 +1,1 @@\n+ok\n"),
            ]);
        var before = _slop.Answers().Length;
        var file = play.Save(new { id = track, setup = new[] { "true" } });
        var running = _slop.RunAsync("run", file, "--script", play.ScriptFile, "--trust", "--json");
        var kept = _slop.KeepUpAsync(running);
        await UntilAsync(s => Slop.Gates(s) is ["b/patch-1"]);
        await _slop.SignalAsync($"track-{track}", "approve", """{"request":"b/patch-1","edited":{"hunks":[2]}}""");
        await UntilAsync(s => Slop.Gates(s) is ["b/question-1"]);
        await _slop.SignalAsync($"track-{track}", "add_tickets", """{"id":"a","description":"work on a"}""");
        await UntilAsync(s => s.GetProperty("tickets").EnumerateArray().Any(t => Text(t, "id") == "a" && Text(t, "status") == "completed"));
        await _slop.SignalAsync($"track-{track}", "approve", """{"request":"b/question-1","edited":"Now."}""");

        var ran = await running;
        await kept;
        Assert.True(ran.Code == 0, $"{name}: {ran}");
        Assert.Equal(3, Git.Run(play.Repository, "rev-list", $"slop/{track}").Split('\n').Length);
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
        return (Git.Tree(play.Repository, $"slop/{track}"), [.. Slop.Calls(_slop.Answers()[before..]).Select(c => c[track.Length..])]);

        // The worker may be dead, or the run over too early: then waiting longer is of no use.
        async Task UntilAsync(Func<JsonElement, bool> holds) => await _slop.StatusAsync(
            track, seen => running.IsCompleted || (seen.Code == 0 && holds(seen.Json)));
    }

    private static string? Text(JsonElement ticket, string name) => ticket.GetProperty(name).GetString();
}
