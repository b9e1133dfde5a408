using SlopTemporal.Local.Files;

namespace SlopTemporal.EndToEnd;

/// <summary>Each named step of an effect killed once, in a worker of its own: the same tree, the same commits, the same calls.</summary>
[Collection(Alone.Name)]
public sealed class CrashPointTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    // Minutes long, so only `./build all` runs it, and tests/crash-points.
    [Fact(Explicit = true)]
    public async Task Every_crash_point_killed_once_changes_nothing()
    {
        var (expected, calls) = await RunAsync("calm");
        foreach (var point in CrashPoints.All)
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

    /// <summary>Two tickets side by side: setup, tools, commands, edits, a try that climbs, a red check, a merge that is not a fast-forward.</summary>
    private async Task<(string Tree, IReadOnlyList<string> Calls)> RunAsync(string name)
    {
        var play = new Playground(Directory.CreateDirectory(Path.Combine(_slop.Folder, name)).FullName);
        object[] work =
        [
            Playground.Call("run_command", new { command = "true" }),
            new { fail = new { kind = "quality", times = 1 }, calls = new[] { new { name = "write_file", args = new { path = "parts/a", content = "ok\n" } } } },
            Playground.Call("edit_file", new { path = "parts/a", old_text = "ok", new_text = "ok, too" }),
            Playground.Text("Done."),
        ];
        play.Ticket("a", new { }, work);
        // Slower, so that a kill that is meant for one ticket does not meet the other between an answer and its journal.
        // Its first attempt is red in words of this run only, so that new evidence is stored.
        play.Ticket("b", new { verify = new[] { "cat parts/b; ! grep -q bad parts/b" } }, [Slowly("parts/b", $"bad {name}\n"), new { wait_ms = 190, text = "Done." }], [Slowly("parts/b", "ok\n"), new { wait_ms = 190, text = "Done." }]);
        var before = _slop.Answers().Length;
        var running = _slop.RunAsync("run", play.Save(new { id = "crash", setup = new[] { "true" } }, waitMs: 20), "--trust", "--again", "--json");
        while (await Task.WhenAny(running, Task.Delay(300)) != running)
        {
            if (!Alive())
            {
                await _slop.MustAsync("up");
            }
        }

        var ran = await running;
        Assert.True(ran.Code == 0, $"{name}: {ran}");
        Assert.Equal(3, Git.Run(play.Repository, "rev-list", "slop/crash").Split('\n').Length);
        Assert.Single(Git.Run(play.Repository, "worktree", "list").Split('\n'));
        return (Git.Tree(play.Repository, "slop/crash"), Slop.Calls(_slop.Answers()[before..]));
    }

    private static object Slowly(string path, string content) => new { wait_ms = 170, calls = new[] { new { name = "write_file", args = new { path, content } } } };

    private bool Alive()
    {
        try
        {
            using var worker = System.Diagnostics.Process.GetProcessById(_slop.Pid("worker"));
            return !worker.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or FileNotFoundException or DirectoryNotFoundException or KeyNotFoundException)
        {
            return File.Exists(Path.Combine(_slop.Home, "local.json")) is false;
        }
    }
}
