using System.Text.RegularExpressions;

namespace SlopTemporal.EndToEnd;

/// <summary>The oracle of everything durable: a run that was killed ends with the tree of a run that was not.</summary>
public sealed partial class KillTests : IAsyncLifetime
{
    private readonly Slop _slop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _slop.DisposeAsync();

    /// <summary>Kills at turns of the run, not at times of the clock: after so many answers of the model.</summary>
    [Fact]
    public async Task Killed_workers_and_servers_change_neither_tree_nor_bill()
    {
        var (calm, tree) = await RunAsync("calm");
        var answersBefore = _slop.Answers().Length;
        var kills = 0;
        var (rough, sameTree) = await RunAsync("rough", async watching =>
        {
            foreach (var (after, both) in new[] { (3, false), (8, true), (14, false), (20, false), (27, true), (33, false) })
            {
                await Eventually.HoldsAsync(() => _slop.Answers().Length >= answersBefore + after || watching.IsCompleted, Slop.Limit);
                _slop.Kill("worker");
                if (both)
                {
                    _slop.Kill("server");
                }

                kills++;
                await _slop.MustAsync("up");
            }
        });

        Assert.Equal(tree, sameTree);
        // A kill between an answer and its journal repeats that one call; nothing else may.
        Assert.Equal(calm, rough.Distinct());
        Assert.InRange(rough.Count, calm.Count, calm.Count + kills);
    }

    private async Task<(IReadOnlyList<string> Calls, string Tree)> RunAsync(string name, Func<Task, Task>? meanwhile = null)
    {
        var scratch = Path.Combine(_slop.Folder, name);
        var before = _slop.Answers().Length;
        var demo = _slop.RunAsync("demo", "--dir", scratch);
        var approved = ApproveAsync(demo, before);
        if (meanwhile is not null)
        {
            await meanwhile(demo);
        }

        await approved;
        var ran = await demo;
        Assert.True(ran.Code == 0, ran.ToString());
        return (
            [.. Slop.Calls(_slop.Answers()[before..]).Select(OfTheConflict).Order(StringComparer.Ordinal)],
            Git.Tree(Path.Combine(scratch, "repo"), "slop/ledger"));
    }

    /// <summary>The one gate of the demo: a patch of tier 4.</summary>
    private async Task ApproveAsync(Task demo, int answersBefore)
    {
        var isApproved = false;
        // Its analysis and the patch itself: before them there is nothing to approve.
        await Eventually.HoldsAsync(
            () => demo.IsCompleted || _slop.Answers()[answersBefore..].Count(a => a.Contains("tier_4", StringComparison.Ordinal)) >= 2,
            Slop.Limit);
        await Eventually.SeeAsync(
            async () => demo.IsCompleted || (isApproved |= (await _slop.RunAsync("approve", "ledger", "months/patch-1")).Code == 0),
            isOver => isOver,
            Slop.Limit);
        Assert.True(isApproved);
    }

    /// <summary>
    /// Two tickets of the demo change the same line: whichever merges second has turns 5 and 6, and a kill may change which one that is.
    /// </summary>
    private static string OfTheConflict(string call) => ConflictTurn().Replace(call, "/second/");

    [GeneratedRegex("/(currency|columns)/(?=tier_3/1/[56]/)")]
    private static partial Regex ConflictTurn();
}
