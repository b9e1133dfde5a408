using SlopTemporal.Activities.Workspace;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class VerifyTests
{
    private static Track With(Track track, IReadOnlyList<string> ticket, params IReadOnlyList<string> all) =>
        track with { Verify = all, Tickets = [.. track.Tickets.Select(t => t.Id == "a" ? t with { Verify = ticket } : t)] };

    [Fact]
    public async Task The_tickets_checks_run_first_and_the_first_red_one_ends_it()
    {
        using var scene = await OpenedAsync(t => With(
            t, ["echo ticket >> ../../../../ran"], "echo track >> ../../../../ran; echo 'no good'; exit 7", "touch ../../../../never"));

        var failure = (await scene.VerifyAsync(scene.Scope())).Failure!;

        Assert.Equal(["ticket", "track"], await File.ReadAllLinesAsync(scene.Out("ran"), TestContext.Current.CancellationToken));
        Assert.Equal((7, "no good"), (failure.ExitCode, failure.Preview));
        Assert.False(File.Exists(scene.Out("never")));
    }

    [Fact]
    public async Task The_same_turn_is_verified_once_whatever_happens_in_the_worktree_since()
    {
        using var scene = await OpenedAsync(t => With(t, [], "echo v >> ../../../../ran; exit 1"));
        var first = await scene.VerifyAsync(scene.Scope());
        await Shell.RunAsync("echo later > later", scene.Worktree(scene.Scope()));

        Assert.Equivalent(first, await scene.VerifyAsync(scene.Scope()));

        Assert.Equal(1, scene.Count("ran"));
        Assert.NotEqual(first.Tree, (await scene.VerifyAsync(scene.Scope(), turn: 2)).Tree);
        Assert.Equal(2, scene.Count("ran"));
    }

    [Fact]
    public async Task What_the_checks_write_is_not_in_the_tree_even_after_a_crash()
    {
        using var scene = await OpenedAsync(t => With(
            t,
            [],
            "echo junk > junk; echo v >> ../../../../ran",
            "test -e ../../../../hang || { touch ../../../../hang; sleep 600; }"));
        await scene.InterruptAsync("hang", a => a.VerifyAsync(new(scene.Scope(), 1, scene.Base)));

        var verified = await scene.VerifyAsync(scene.Scope());

        Assert.Null(verified.Failure);
        Assert.Equal([".gitignore", "a.txt"], await scene.FilesAsync(verified.Tree));
        Assert.Equal(1, scene.Count("ran"));
    }

    [Fact]
    public async Task A_tree_that_passed_is_not_checked_again_anywhere_in_the_run()
    {
        using var scene = await OpenedAsync(t => With(t, [], "echo v >> ../../../../ran"));
        await Shell.RunAsync("echo n > new", scene.Worktree(scene.Scope()));
        var first = await scene.VerifyAsync(scene.Scope());
        scene.Forget(scene.Scope(), "verify-1");
        Assert.Equivalent(first, await scene.VerifyAsync(scene.Scope()));
        await scene.OpenAsync(scene.Scope("b"));
        await Shell.RunAsync("echo n > new", scene.Worktree(scene.Scope("b")));

        Assert.Equivalent(first, await scene.VerifyAsync(scene.Scope("b")));

        Assert.Equal(1, scene.Count("ran"));
    }

    [Fact]
    public async Task A_check_that_passed_elsewhere_runs_again_for_a_later_one_that_needs_what_it_leaves()
    {
        using var scene = await OpenedAsync(
            t =>
                With(t, [], "echo v >> ../../../../ran; touch built.log", "test -e built.log && test -e "
                    + "../../../../good", "echo last >> ../../../../last"));
        Assert.NotNull((await scene.VerifyAsync(scene.Scope())).Failure);
        await File.WriteAllTextAsync(scene.Out("good"), "", TestContext.Current.CancellationToken);
        await scene.OpenAsync(scene.Scope(attempt: 2));

        Assert.Null((await scene.VerifyAsync(scene.Scope(attempt: 2))).Failure);

        Assert.Equal((2, 1), (scene.Count("ran"), scene.Count("last")));
    }

    [Fact]
    public async Task Long_output_that_says_no_reason_is_kept_whole_and_the_preview_has_its_last_words()
    {
        using var scene = await OpenedAsync(t => With(t, [], "seq 1 50000; echo; echo 'Tests: 3 failed'; echo; exit 1"));

        var failure = (await scene.VerifyAsync(scene.Scope())).Failure!;

        Assert.Equal("49999 50000 Tests: 3 failed", failure.Preview);
        Assert.Contains("exit code 1\n\n1\n2\n", scene.Evidence(failure), StringComparison.Ordinal);
        Assert.Contains("\n25000\n", scene.Evidence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failures_preview_is_the_line_that_says_why_and_its_evidence_is_all_of_it()
    {
        const string Error = "Cart.cs(3,45): error CS0103: The name 'prices' does not exist in the current context";
        const string Sums = "\n    5 Warning(s)\n    14 Error(s)\n\nTime Elapsed 00:00:02\n";
        using var scene = await OpenedAsync(t => With(
            t, [], $"echo \"$PWD/{Error} [$PWD/shop.csproj]\"; echo '{Sums}'; exit 1"));

        var failure = (await scene.VerifyAsync(scene.Scope())).Failure!;

        Assert.Equal(Error, failure.Preview);
        Assert.EndsWith($"shop.csproj]\n{Sums}\n", scene.Evidence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_work_gives_the_same_commit_and_a_ref_holds_it()
    {
        using var scene = await OpenedAsync();
        await Shell.RunAsync("echo n > new", scene.Worktree(scene.Scope()));
        var tree = (await scene.VerifyAsync(scene.Scope())).Tree;

        var commit = (await scene.CommitAsync(scene.Scope(), tree)).Commit;

        Assert.Equal(commit, (await scene.CommitAsync(scene.Scope(), tree)).Commit);
        Assert.Equal(commit, await scene.GitAsync("rev-parse refs/slop/t/a/1"));
        Assert.Equal(
            $"{scene.Base} 1700000000 1700000000\na: Do a\n\nSlop-Key: t/1/a/1/1",
            await scene.GitAsync($"log -1 --format='%P %at %ct%n%B' {commit}"));
        var second = (await scene.CommitAsync(scene.Scope(), tree, turn: 2)).Commit;
        Assert.NotEqual(commit, second);
        Assert.Equal(second, await scene.GitAsync("rev-parse refs/slop/t/a/1"));
    }

    [Theory]
    [InlineData("# \n\n  ## Add   the parser\r\nmore", "a: Add the parser")]
    [InlineData("###", "a: work")]
    public void A_commits_subject_is_the_descriptions_first_line(string description, string subject)
    {
        var message = CommitMessage.Create(new() { Id = "a", Description = description }, null, "t/1/a/1/1");

        Assert.Equal($"{subject}\n\nSlop-Key: t/1/a/1/1\n", message);
        var cut = CommitMessage.Create(new() { Id = "a", Description = new('x', 500) }, null, "k");
        Assert.Equal(72, cut.IndexOf('\n', StringComparison.Ordinal));
    }

    private static async Task<TrackScene> OpenedAsync(Func<Track, Track>? track = null)
    {
        var scene = await TrackScene.CreateAsync(track);
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        return scene;
    }
}
