using SlopTemporal.Local.Files;
using SlopTemporal.UnitTests.Local;

namespace SlopTemporal.UnitTests.Workspace;

public sealed class WorktreeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worktree_stands_at_the_tip_and_stays_there_when_the_branch_moves_on()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.PrepareAsync();
        var first = await scene.OpenAsync(scene.Scope("b"));
        await scene.IntegrateAsync(scene.Scope(), await scene.WorkAsync(scene.Scope(), "echo x > x"));
        await Shell.RunAsync("echo work > work.txt", scene.Worktree(scene.Scope("b")));

        Assert.Equal(first, await scene.OpenAsync(scene.Scope("b")));

        Assert.Equal((scene.Base, null), (first.Base, first.Failure));
        Assert.Equal(["work.txt"], Directory.GetFiles(scene.Worktree(scene.Scope("b")), "work*").Select(Path.GetFileName));
        Assert.Equal(
            "## HEAD (no branch)\n?? work.txt\n", (await Shell.RunAsync("git status -sb", scene.Worktree(scene.Scope("b")))).Output);
    }

    [Fact]
    public async Task A_retry_can_go_on_with_the_work_of_the_attempt_before_and_without_what_setup_made()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["echo made > made.txt"] });
        await scene.PrepareAsync();
        var first = await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo work > work.txt; echo more >> made.txt; git rm -q --cached . -r", scene.Worktree(scene.Scope()));
        await scene.IntegrateAsync(scene.Scope("b"), await scene.WorkAsync(scene.Scope("b"), "echo x > x"));
        var second = scene.Scope(attempt: 2);

        Assert.Equal(first, await scene.CarryAsync(second));
        await Shell.RunAsync("echo new >> work.txt", scene.Worktree(second));
        Assert.Equal(first, await scene.CarryAsync(second));

        Assert.Equal("work\nnew\n", await File.ReadAllTextAsync(Path.Combine(scene.Worktree(second), "work.txt"), Token));
        Assert.False(Directory.Exists(scene.Worktree(scene.Scope())));
        var tree = (await scene.VerifyAsync(second)).Tree;
        Assert.Contains("work.txt", await scene.GitAsync($"ls-tree --name-only {tree}"), StringComparison.Ordinal);
        var gone = await Assert.ThrowsAsync<Temporalio.Exceptions.ApplicationFailureException>(
            () => scene.CarryAsync(scene.Scope("c", attempt: 2)));
        Assert.Contains("No worktree of c is left to go on from", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worktree_that_was_lost_is_made_again_on_its_commit_and_set_up_again()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["echo s >> ../../../../setup"] });
        await scene.PrepareAsync();
        var first = await scene.OpenAsync(scene.Scope());
        await scene.IntegrateAsync(scene.Scope("b"), await scene.WorkAsync(scene.Scope("b"), "echo x > x"));
        var before = scene.Count("setup");
        Directory.Delete(scene.Worktree(scene.Scope()), recursive: true);

        Assert.Equal(first, await scene.OpenAsync(scene.Scope()));

        Assert.Equal(before + 1, scene.Count("setup"));
        Assert.False(File.Exists(Path.Combine(scene.Worktree(scene.Scope()), "x")));
    }

    [Fact]
    public async Task Setup_runs_once_and_goes_on_after_the_last_command_that_ended()
    {
        using var scene = await TrackScene.CreateAsync(t => t with
        {
            Setup = ["echo s >> ../../../../setup", "test -e ../../../../ready || { touch ../../../../hang; sleep 600; }"],
        });
        await scene.GitAsync("branch slop/t");
        await scene.InterruptAsync("hang", a => a.OpenWorktreeAsync(scene.Scope()));
        await File.WriteAllTextAsync(scene.Out("ready"), "", Token);

        Assert.Null((await scene.OpenAsync(scene.Scope())).Failure);
        await scene.OpenAsync(scene.Scope());

        Assert.Equal(1, scene.Count("setup"));
    }

    [Fact]
    public async Task A_setup_that_fails_is_a_result()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["seq 1 3; seq 4 5 >&2; exit 2"] });
        await scene.GitAsync("branch slop/t");

        var failure = (await scene.OpenAsync(scene.Scope())).Failure!;

        Assert.Equal((2, "3 4 5"), (failure.ExitCode, failure.Preview));
        Assert.EndsWith("exit code 2\n\n1\n2\n3\n4\n5\n", scene.Evidence(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_setup_leaves_behind_is_no_work_unless_it_is_changed_afterwards()
    {
        using var scene = await TrackScene.CreateAsync(
            t => t with { Setup = ["mkdir lib; echo r > lib/residue; echo c > changed; echo more >> a.txt; rm .gitignore"] });
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo work >> changed; echo n > new", scene.Worktree(scene.Scope()));
        await scene.OpenAsync(scene.Scope());

        var tree = (await scene.VerifyAsync(scene.Scope())).Tree;

        Assert.Equal([".gitignore", "a.txt", "changed", "new"], await scene.FilesAsync(tree));
        Assert.Equal("alpha", await scene.GitAsync($"cat-file blob {tree}:a.txt"));
    }

    [Fact]
    public async Task The_next_attempt_starts_clean_and_a_late_retry_of_an_earlier_one_takes_nothing_from_it()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        await Shell.RunAsync("echo bad > bad", scene.Worktree(scene.Scope()));

        await scene.OpenAsync(scene.Scope(attempt: 2));

        var second = scene.Worktree(scene.Scope(attempt: 2));
        Assert.False(Directory.Exists(scene.Worktree(scene.Scope())));
        Assert.False(File.Exists(Path.Combine(second, "bad")));
        await Shell.RunAsync("echo good > good", second);
        await scene.OpenAsync(scene.Scope());
        Assert.True(File.Exists(Path.Combine(second, "good")));
    }

    [Fact]
    public async Task Closing_removes_every_attempt_and_git_forgets_them()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope(attempt: 2));
        await scene.OpenAsync(scene.Scope());
        await scene.OpenAsync(scene.Scope("b"));
        Directory.Delete(scene.Worktree(scene.Scope()), recursive: true);
        Directory.Delete(Scratch.For(scene.Worktree(scene.Scope())).Root, recursive: true);

        await scene.CloseAsync(scene.Scope(attempt: 2));
        await scene.CloseAsync(scene.Scope(attempt: 2));

        Assert.Equal(
            ["b-1", "b-1.scratch"], Directory.GetDirectories(Path.Combine(scene.Home.Worktrees, "t-1")).Select(Path.GetFileName).Order());
        Assert.Equal(["b-1"], Directory.GetDirectories(Path.Combine(scene.Repository, ".git", "worktrees")).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Home.Locks, "worktrees", "t-1"), "a*"));
    }

    [Fact]
    public async Task Closing_works_where_the_repository_is_gone()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        Directory.Delete(scene.Repository, recursive: true);

        await scene.CloseAsync(scene.Scope());

        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(scene.Home.Worktrees, "t-1")));
    }

    [Fact]
    public async Task Six_worktrees_open_at_once()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["echo s > made.log"] });
        await scene.GitAsync("branch slop/t");

        var opened = await Task.WhenAll("abcdef".Select(ticket => scene.OpenAsync(scene.Scope(ticket.ToString()))));

        Assert.All(opened, o => Assert.Equal((scene.Base, null), (o.Base, o.Failure)));
        Assert.Equal(7, (await scene.GitAsync("worktree list")).Split('\n').Length);
    }

    [Fact]
    public async Task The_same_worktree_opened_twice_at_once_is_set_up_once()
    {
        using var scene = await TrackScene.CreateAsync(t => t with { Setup = ["echo s >> ../../../../setup"] });
        await scene.GitAsync("branch slop/t");

        var opened = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => scene.OpenAsync(scene.Scope())));

        Assert.Single(opened.Distinct());
        Assert.Equal(1, scene.Count("setup"));
    }

    [Fact]
    public async Task A_git_file_that_a_command_replaced_is_not_followed()
    {
        using var scene = await TrackScene.CreateAsync();
        await scene.GitAsync("branch slop/t");
        await scene.OpenAsync(scene.Scope());
        var evil = scene.Out("evil");
        await Shell.RunAsync(
            $"git init -q '{evil}' && cd '{evil}' && git config core.fsmonitor 'touch \"{scene.Out("pwned")}\"; false'", scene.Out("repo"));
        await Shell.RunAsync($"echo new > new; rm .git; echo 'gitdir: {evil}/.git' > .git", scene.Worktree(scene.Scope()));

        var tree = (await scene.VerifyAsync(scene.Scope())).Tree;
        await scene.CloseAsync(scene.Scope());

        Assert.Equal([".gitignore", "a.txt", "new"], await scene.FilesAsync(tree));
        Assert.False(File.Exists(scene.Out("pwned")));
        Assert.True(Directory.Exists(evil));
    }

    [Fact]
    public async Task A_worktree_that_is_gone_is_for_a_person()
    {
        using var scene = await TrackScene.CreateAsync();

        var message = await TrackScene.FailureAsync(() => scene.VerifyAsync(scene.Scope()));

        Assert.StartsWith("The worktree of ticket a is gone", message, StringComparison.Ordinal);
    }
}
