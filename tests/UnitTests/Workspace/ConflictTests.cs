using SlopTemporal.UnitTests.Local;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class ConflictTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conflict_is_laid_out_on_the_tip_with_markers_and_worded_for_the_model()
    {
        using var scene = await ScenesAsync();
        var (commit, tip) = await ConflictAsync(scene);

        var merged = await scene.MergeAsync(scene.Scope("b"), commit);
        var opened = await scene.OpenConflictAsync(scene.Scope("b"), commit);

        Assert.Equal((MergeKind.Conflict, tip), (merged.Kind, merged.Tip));
        Assert.Equal(["a.txt", "gone.txt"], merged.Files);
        Assert.Equal((tip, "a.txt gone.txt"), (opened.Tip, string.Join(' ', opened.Files)));
        var worktree = scene.Worktree(scene.Scope("b"));
        Assert.Equal(
            $"<<<<<<< {tip}\ngamma\n=======\nbeta\n>>>>>>> {commit}\n",
            await File.ReadAllTextAsync(Path.Combine(worktree, "a.txt"), Token));
        var listed = await Shell.RunAsync("echo $(ls); test -x run.sh && cmp b.bin ../../../../b.bin && echo same", worktree);
        Assert.Equal("a.txt b.bin c.txt dep gone.txt run.sh same", listed.Output.Trim().Replace('\n', ' '));
        Assert.Equal(tip, (await Shell.RunAsync("git rev-parse HEAD", worktree)).Output.Trim());
        var message = scene.Store.GetText(opened.Message);
        Assert.Contains("- a.txt\n- gone.txt\n", message, StringComparison.Ordinal);
        Assert.Contains($"- {tip[..10]} a: Do a\n", message, StringComparison.Ordinal);
        Assert.Contains("CONFLICT (modify/delete): gone.txt", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_laid_out_again_keeps_its_tip_and_the_work_on_it()
    {
        using var scene = await ScenesAsync();
        var (commit, _) = await ConflictAsync(scene);
        var first = await scene.OpenConflictAsync(scene.Scope("b"), commit);
        var file = Path.Combine(scene.Worktree(scene.Scope("b")), "a.txt");
        await File.WriteAllTextAsync(file, "both\n", Token);
        await scene.IntegrateAsync(scene.Scope("c"), await scene.WorkAsync(scene.Scope("c"), "echo c > other"));

        Assert.Equivalent(first, await scene.OpenConflictAsync(scene.Scope("b"), commit), strict: true);

        Assert.Equal("both\n", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task A_crash_while_it_is_laid_out_does_it_again_on_the_same_tip()
    {
        using var scene = await ScenesAsync();
        var (commit, tip) = await ConflictAsync(scene);
        var first = await scene.OpenConflictAsync(scene.Scope("b"), commit);
        var worktree = scene.Worktree(scene.Scope("b"));
        scene.Forget(scene.Scope("b"), $"conflict-{commit}.laid");
        File.Delete(Path.Combine(worktree + ".scratch", "private", "stand.json"));
        await Shell.RunAsync("rm a.txt; echo half > b.bin; rm dep", worktree);
        await scene.IntegrateAsync(scene.Scope("c"), await scene.WorkAsync(scene.Scope("c"), "echo c > other"));

        Assert.Equivalent(first, await scene.OpenConflictAsync(scene.Scope("b"), commit), strict: true);

        Assert.Contains($"<<<<<<< {tip}", await File.ReadAllTextAsync(Path.Combine(worktree, "a.txt"), Token), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(worktree, "other")));
    }

    [Fact]
    public async Task A_conflict_of_before_is_not_laid_out_over_the_work_on_the_next_one()
    {
        using var scene = await ScenesAsync();
        var (first, tip) = await ConflictAsync(scene);
        var scope = scene.Scope("b");
        await scene.OpenConflictAsync(scope, first);
        var file = Path.Combine(scene.Worktree(scope), "a.txt");
        await Shell.RunAsync("printf 'gamma\\nbeta\\n' > a.txt; rm gone.txt", scene.Worktree(scope));
        var verified = await scene.VerifyAsync(scope, tip, turn: 2);
        var second = (await scene.CommitAsync(scope, verified.Tree, tip, turn: 2)).Commit!;
        await scene.IntegrateAsync(scene.Scope("c"), await scene.WorkAsync(scene.Scope("c"), "echo delta > a.txt"));
        await scene.OpenConflictAsync(scope, second);
        await File.WriteAllTextAsync(file, "all three\n", Token);

        await scene.OpenConflictAsync(scope, first);

        Assert.Equal("all three\n", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task Markers_that_are_left_are_a_red_check_and_the_worked_out_conflict_merges()
    {
        using var scene = await ScenesAsync();
        var (commit, tip) = await ConflictAsync(scene);
        await scene.OpenConflictAsync(scene.Scope("b"), commit);

        var red = (await scene.VerifyAsync(scene.Scope("b"), tip, turn: 2)).Failure!;
        await Shell.RunAsync("printf 'gamma\\nbeta\\n' > a.txt; rm gone.txt", scene.Worktree(scene.Scope("b")));
        var green = await scene.VerifyAsync(scene.Scope("b"), tip, turn: 3);
        var solved = (await scene.CommitAsync(scene.Scope("b"), green.Tree, tip, turn: 3)).Commit!;
        var merged = await scene.IntegrateAsync(scene.Scope("b"), solved);

        Assert.StartsWith($"conflict markers are left in a.txt: <<<<<<< {tip}", red.Sentence, StringComparison.Ordinal);
        Assert.Contains("a.txt: <<<<<<<", scene.Evidence(red), StringComparison.Ordinal);
        Assert.Null(green.Failure);
        Assert.Equal((tip, solved), (merged.Tip, merged.Commit));
        Assert.Equal("gamma\nbeta", await scene.GitAsync($"cat-file blob {solved}:a.txt"));
        Assert.Equal([".gitignore", "a.txt", "b.bin", "c.txt", "run.sh"], await scene.FilesAsync(solved));
    }

    [Fact]
    public async Task Markers_that_a_file_had_before_and_links_are_left_alone()
    {
        using var scene = await ScenesAsync();
        var (commit, tip) = await ConflictAsync(scene, also: "echo '<<<<<<< mine' >> a.txt");
        await scene.OpenConflictAsync(scene.Scope("b"), commit);
        await File.WriteAllTextAsync(scene.Out("trap"), "<<<<<<< trap\n>>>>>>> trap\n", Token);
        await Shell.RunAsync(
            "printf 'gamma\\nbeta\\n<<<<<<< mine\\n' > a.txt; rm gone.txt; ln -s ../../../../trap gone.txt",
            scene.Worktree(scene.Scope("b")));

        var verified = await scene.VerifyAsync(scene.Scope("b"), tip, turn: 2);

        Assert.Null(verified.Failure);
    }

    private static Task<TrackScene> ScenesAsync() => TrackScene.CreateAsync(t => t with { Setup = ["echo dep > dep"] });

    /// <summary>
    /// Ticket b against a merged ticket a: one file changed by both, one changed here and deleted there, and others that merge.
    /// </summary>
    private static async Task<(string Commit, string Tip)> ConflictAsync(TrackScene scene, string also = "true")
    {
        await scene.PrepareAsync();
        await scene.IntegrateAsync(scene.Scope("d"), await scene.WorkAsync(scene.Scope("d"), "printf '1\\n2\\n3\\n4\\n5\\n' > gone.txt"));
        var commit = await scene.WorkAsync(
            scene.Scope("b"), $"echo beta > a.txt; echo 6 >> gone.txt; printf '\\377\\000\\001' > b.bin; cp b.bin ../../../../b.bin; echo "
                + $"'#!/bin/sh' > run.sh; chmod +x run.sh; {also}");
        var merged = await scene.IntegrateAsync(
            scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo gamma > a.txt; rm gone.txt; echo c > c.txt"));
        return (commit, merged.Commit!);
    }
}
