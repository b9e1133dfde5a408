using SlopTemporal.Domain.Tracks;
using SlopTemporal.UnitTests.Local;
using SlopTemporal.Workflows.Contracts;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class MergeTests
{
    [Fact]
    public async Task Work_on_the_tip_is_merged_as_it_is_and_not_verified_again()
    {
        using var scene = await PreparedAsync(t => t with { Verify = ["echo v >> ../../../../ran"] });
        var commit = await scene.WorkAsync(scene.Scope(), "echo x > x");
        var ran = scene.Count("ran");

        var merged = await scene.MergeAsync(scene.Scope(), commit);
        var verified = await VerifyMergedAsync(scene, scene.Scope(), merged);

        Assert.Equal((MergeKind.Ready, scene.Base, commit), (merged.Kind, merged.Tip, merged.Commit));
        Assert.Null(verified.Failure);
        Assert.Equal(ran, scene.Count("ran"));
    }

    [Fact]
    public async Task The_branch_moves_once_and_the_work_is_known_to_be_there_afterwards()
    {
        using var scene = await PreparedAsync();
        var merged = await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        var advance = new AdvanceInput(scene.Scope(), merged.Tip, merged.Commit!);
        Assert.True((await scene.MergingAsync(a => a.AdvanceAsync(advance))).Moved);
        var others = await scene.IntegrateAsync(scene.Scope("b"), await scene.WorkAsync(scene.Scope("b"), "echo y > y"));

        Assert.True((await scene.MergingAsync(a => a.AdvanceAsync(advance))).Moved);
        var again = await scene.MergeAsync(scene.Scope(), merged.Commit!);

        Assert.Equal((MergeKind.Merged, merged.Commit, merged.Tree), (again.Kind, again.Commit, again.Tree));
        Assert.Equal(others.Commit, await scene.GitAsync("rev-parse slop/t"));
    }

    [Fact]
    public async Task Work_beside_others_becomes_one_commit_on_the_tip_the_same_one_each_time()
    {
        using var scene = await PreparedAsync();
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo y > y");
        var tip = (await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"))).Commit;

        var merged = await scene.MergeAsync(scene.Scope("b"), commit);

        Assert.Equal((MergeKind.Ready, tip), (merged.Kind, merged.Tip));
        Assert.Equivalent(merged, await scene.MergeAsync(scene.Scope("b"), commit), strict: true);
        Assert.Equal($"{tip}\nb: Do b\n\nSlop-Key: t/1/b/1/1", await scene.GitAsync($"log -1 --format='%P%n%B' {merged.Commit}"));
        Assert.Equal([".gitignore", "a.txt", "x", "y"], await scene.FilesAsync(merged.Commit!));
        await scene.IntegrateAsync(scene.Scope("b"), commit);
        var again = await scene.MergeAsync(scene.Scope("b"), commit);
        Assert.Equal((MergeKind.Merged, merged.Commit), (again.Kind, again.Commit));
    }

    [Fact]
    public async Task Work_that_others_did_too_counts_as_merged()
    {
        using var scene = await PreparedAsync();
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo x > x");
        var tip = (await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x; echo y > y"))).Commit;

        var merged = await scene.MergeAsync(scene.Scope("b"), commit);

        Assert.Equal((MergeKind.Merged, tip), (merged.Kind, merged.Commit));
    }

    [Fact]
    public async Task A_merged_tree_is_checked_out_with_what_setup_made_and_a_red_check_says_that_it_is_the_merge()
    {
        using var scene = await PreparedAsync(t => t with
        {
            Setup = ["mkdir -p lib; echo dependency > lib/dep; echo cache > cache.log"],
            Verify = ["echo v >> ../../../../ran; ls; cat lib/dep cache.log && ! test -e x -a -e y"],
        });
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo y > y; touch stray.log");
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        await Shell.RunAsync("echo junk > junk; rm y", scene.Worktree(scene.Scope("b")));
        var merged = await scene.MergeAsync(scene.Scope("b"), commit);
        var ran = scene.Count("ran");

        var red = await VerifyMergedAsync(scene, scene.Scope("b"), merged);

        Assert.Equal(merged.Tree, red.Tree);
        Assert.Equal(1, red.Failure!.ExitCode);
        Assert.StartsWith(
            "Your work passes its checks where you did it. Merged with what was put on slop/t meanwhile, it does not",
            scene.Evidence(red.Failure),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "\n\na.txt\ncache.log\nlib\nx\ny\ndependency\ncache\n", scene.Evidence(red.Failure), StringComparison.Ordinal);
        Assert.Equivalent(red, await VerifyMergedAsync(scene, scene.Scope("b"), merged));
        Assert.Equal(ran + 1, scene.Count("ran"));
    }

    [Fact]
    public async Task A_merged_tree_is_checked_on_after_a_crash_where_the_checks_stood()
    {
        using var scene = await PreparedAsync(
            t =>
                t with
                {
                    Verify = ["echo v >> ../../../../ran; touch built", "test -e built", "test ! -e x -o ! -e y -o -e "
                    + "../../../../ready || { touch ../../../../hang; sleep 600; }"]
                });
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo y > y");
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        var merged = await scene.MergeAsync(scene.Scope("b"), commit);
        var ran = scene.Count("ran");
        await scene.InterruptMergingAsync("hang", a => a.VerifyMergedAsync(new(scene.Scope("b"), merged.Commit!, merged.Tree!)));
        await File.WriteAllTextAsync(scene.Out("ready"), "", TestContext.Current.CancellationToken);

        Assert.Null((await VerifyMergedAsync(scene, scene.Scope("b"), merged)).Failure);

        Assert.Equal(ran + 1, scene.Count("ran"));
    }

    [Fact]
    public async Task A_branch_that_moved_meanwhile_is_not_moved_back()
    {
        using var scene = await PreparedAsync();
        var commit = await scene.WorkAsync(scene.Scope("b"), "echo y > y");
        var late = await scene.MergeAsync(scene.Scope("b"), commit);
        var tip = (await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"))).Commit;

        var advanced = await scene.MergingAsync(a => a.AdvanceAsync(new(scene.Scope("b"), late.Tip, late.Commit!)));

        Assert.False(advanced.Moved);
        Assert.Equal(tip, await scene.GitAsync("rev-parse slop/t"));
    }

    [Fact]
    public async Task A_branch_that_a_person_has_checked_out_is_not_moved_under_their_feet()
    {
        using var scene = await PreparedAsync();
        var merged = await scene.MergeAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        await scene.GitAsync("checkout -q slop/t");

        var advanced = await scene.MergingAsync(a => a.AdvanceAsync(new(scene.Scope(), merged.Tip, merged.Commit!)));

        Assert.False(advanced.Moved);
        Assert.StartsWith($"slop/t is checked out in {scene.Repository}.", advanced.Held, StringComparison.Ordinal);
        Assert.Equal(scene.Base, await scene.GitAsync("rev-parse slop/t"));
    }

    [Fact]
    public async Task A_branch_that_is_gone_is_for_a_person()
    {
        using var scene = await PreparedAsync();
        var commit = await scene.WorkAsync(scene.Scope(), "echo x > x");
        await scene.GitAsync("branch -D slop/t");

        Assert.StartsWith(
            "The branch slop/t is gone",
            await TrackScene.FailureAsync(() => scene.MergeAsync(scene.Scope(), commit)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo dirty > a.txt; echo staged > s.txt; git add s.txt; echo new > n.txt")]
    [InlineData("git checkout -q --detach; echo dirty > a.txt; git add a.txt")]
    public async Task A_persons_checkout_is_as_before_after_a_whole_ticket(string state)
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["touch made.log"], Verify = ["true"] });
        await Shell.RunAsync(state, scene.Repository);
        var before = await CheckoutAsync(scene);

        await scene.PrepareAsync();
        var conflicting = await scene.WorkAsync(scene.Scope("b"), "echo beta > a.txt");
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo gamma > a.txt"));
        await scene.OpenConflictAsync(scene.Scope("b"), conflicting);
        await scene.CloseAsync(scene.Scope("b"));

        Assert.Equal(before, await CheckoutAsync(scene));
    }

    private static async Task<string> CheckoutAsync(TrackScene scene)
    {
        const string Look = "sha256sum .git/index .git/HEAD .git/config *; git rev-parse main; git status --porcelain";
        return (await Shell.RunAsync(Look, scene.Repository)).Output;
    }

    private static Task<VerifyResult> VerifyMergedAsync(TrackScene scene, Domain.Effects.AttemptScope scope, MergeResult merged) =>
        scene.MergingAsync(a => a.VerifyMergedAsync(new(scope, merged.Commit!, merged.Tree!)));

    private static async Task<TrackScene> PreparedAsync(Func<Track, Track>? track = null)
    {
        var scene = await TrackScene.CreateAsync(track);
        await scene.PrepareAsync();
        return scene;
    }
}
