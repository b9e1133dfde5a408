using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class PrepareTests
{
    private const string Branch = "refs/heads/slop/t";

    [Fact]
    public async Task The_branch_is_made_at_the_base_and_again_is_the_same()
    {
        using var scene = await TrackScene.CreateAsync();

        var first = await scene.PrepareAsync();

        Assert.Equal((scene.Base, null), (first.Tip, first.Failure));
        Assert.Equal(first, await scene.PrepareAsync());
        Assert.Equal(scene.Base, await scene.GitAsync($"rev-parse {Branch}"));
        Assert.Equal("", await scene.GitAsync("for-each-ref refs/slop"));
    }

    [Fact]
    public async Task Work_of_this_run_stays_on_the_branch_even_without_the_journal()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        var merged = await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));

        Assert.Equal(merged.Commit, (await scene.PrepareAsync()).Tip);
        Directory.Delete(Path.Combine(scene.Home.Journal, "t", "1", "+run"), recursive: true);
        Assert.Equal(merged.Commit, (await scene.PrepareAsync()).Tip);
        Assert.Equal(merged.Commit, await scene.GitAsync($"rev-parse {Branch}"));
    }

    [Fact]
    public async Task A_branch_of_an_earlier_run_makes_room_and_stays_reachable()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        var merged = await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));

        var again = await scene.RunAsync(a => a.PrepareTrackAsync(scene.Later(2)));

        Assert.Equal(scene.Base, again.Tip);
        Assert.Equal(scene.Base, await scene.GitAsync($"rev-parse {Branch}"));
        Assert.Equal(merged.Commit, await scene.GitAsync("rev-parse refs/slop/t/before-2"));
        Assert.Equal(again, await scene.RunAsync(a => a.PrepareTrackAsync(scene.Later(2))));
    }

    [Fact]
    public async Task A_branch_with_commits_of_a_person_is_theirs_and_is_not_moved()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        await scene.GitAsync("checkout -q slop/t");
        await scene.GitAsync("commit -q --allow-empty -m Mine");
        await scene.GitAsync("checkout -q main");
        var mine = await scene.GitAsync($"rev-parse {Branch}");

        var message = await TrackScene.FailureAsync(() => scene.RunAsync(a => a.PrepareTrackAsync(scene.Later(2))));

        Assert.Contains($"that this track did not make: 1, the last is {mine[..10]} 'Mine'", message, StringComparison.Ordinal);
        Assert.Equal(mine, await scene.GitAsync($"rev-parse {Branch}"));
    }

    [Fact]
    public async Task A_branch_that_a_person_has_checked_out_is_named_and_nothing_moves()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync("checkout -q -b slop/t");
        await scene.GitAsync("commit -q --allow-empty -m Mine");
        var mine = await scene.GitAsync("rev-parse HEAD");

        var message = await TrackScene.FailureAsync(scene.PrepareAsync);

        Assert.StartsWith($"slop/t is checked out in {scene.Repository}.", message, StringComparison.Ordinal);
        await scene.GitAsync("checkout -q main");
        await scene.GitAsync($"worktree add -q '{scene.Out("elsewhere")}' slop/t");
        Assert.Contains(
            $"checked out in {scene.Out("elsewhere")}.", await TrackScene.FailureAsync(scene.PrepareAsync), StringComparison.Ordinal);
        Assert.Equal(mine, await scene.GitAsync($"rev-parse {Branch}"));
        Assert.Equal("", await scene.GitAsync("for-each-ref refs/slop"));
    }

    [Theory]
    [InlineData("slop")]
    [InlineData("slop/t/mine")]
    public async Task A_branch_whose_name_is_in_the_way_is_for_a_person(string name)
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync($"branch {name}");

        Assert.StartsWith("refs/heads/slop/t cannot be made", await TrackScene.FailureAsync(scene.PrepareAsync), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_red_base_is_told_with_its_output_once()
    {
        using var scene = await TrackScene.CreateAsync(t => t with
        {
            Setup = ["echo s >> ../../../../setup"],
            Verify = ["echo v >> ../../../../verify; echo wrong; exit 3", "touch ../../../../later"],
        });

        var red = (await scene.PrepareAsync()).Failure!;

        Assert.Equal(("echo v >> ../../../../verify; echo wrong; exit 3", 3, "wrong"), (red.Command, red.ExitCode, red.Preview));
        Assert.Equal("$ echo v >> ../../../../verify; echo wrong; exit 3\nexit code 3\n\nwrong\n", scene.Evidence(red));
        Assert.Equal(red, (await scene.PrepareAsync()).Failure);
        Assert.Equal((1, 1, 0), (scene.Count("setup"), scene.Count("verify"), scene.Count("later")));
        Assert.Equal("", await scene.GitAsync("branch --list slop/*"));
        Assert.Single((await scene.GitAsync("worktree list")).Split('\n'));
        Assert.Empty(Directory.GetFileSystemEntries(scene.Home.Worktrees, "base*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_red_base_may_be_allowed()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Verify = ["exit 1"] }, d => d with { AllowRed = true });

        Assert.Null((await scene.PrepareAsync()).Failure);
    }

    [Fact]
    public async Task What_a_lost_worker_had_run_on_the_base_is_not_run_again()
    {
        using var scene = await TrackScene.CreateAsync(t => t with
        {
            Setup = ["echo s >> ../../../../setup"],
            Verify = ["echo v >> ../../../../verify", "test -e ../../../../hang || { touch ../../../../hang; sleep 600; }"],
        });
        await scene.InterruptAsync("hang", a => a.PrepareTrackAsync(scene.Run));

        Assert.Null((await scene.PrepareAsync()).Failure);

        Assert.Equal((1, 1), (scene.Count("setup"), scene.Count("verify")));
    }

    [Fact]
    public async Task What_passed_on_the_base_has_passed_for_a_ticket_that_changes_nothing()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Verify = ["echo v >> ../../../../verify"] });
        await scene.PrepareAsync();
        await scene.OpenAsync(scene.Scope());

        var verified = await scene.VerifyAsync(scene.Scope());

        Assert.Null((await scene.CommitAsync(scene.Scope(), verified.Tree)).Commit);
        Assert.Equal(1, scene.Count("verify"));
    }

    [Fact]
    public async Task A_commit_or_repository_that_is_gone_is_for_a_person()
    {
        using var scene = await TrackScene.CreateAsync(document: d => d with { BaseCommit = new string('1', 40) });
        Assert.Contains("not a branch, tag or commit", await TrackScene.FailureAsync(scene.PrepareAsync), StringComparison.Ordinal);

        Directory.Move(scene.Repository, scene.Out("moved"));
        Assert.Contains("there is no such folder", await TrackScene.FailureAsync(scene.PrepareAsync), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_and_checks_run_in_the_sandbox_where_the_track_wants_it()
    {
        using var scene = await TrackScene.CreateAsync(
            t => t with
            {
                Setup = ["touch made.log"],
                Verify = ["test -e made.log && test ! -e ../../../store && test ! -e ../../../../repo"],
            },
            d => d with { Sandbox = SandboxMode.Required });

        Assert.Null((await scene.PrepareAsync()).Failure);
    }
}
