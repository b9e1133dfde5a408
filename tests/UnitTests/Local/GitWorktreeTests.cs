using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.UnitTests.Local;

public sealed class GitWorktreeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_worktrees_at_once_are_all_made()
    {
        using var scene = await GitScene.CreateAsync();

        var paths = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => scene.WorktreeAsync($"t{i}")));

        Assert.All(paths, path => Assert.Equal("alpha\n", File.ReadAllText(Path.Combine(path, "a.txt"))));
        Assert.Equal(9, (await scene.GitAsync("worktree list")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_ready_worktree_is_left_as_it_is()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), "work", Token);

        Assert.Equal(WorktreeState.Ready, await scene.Repository.Worktrees.AddAsync(path, scene.Commit, Token));

        Assert.Equal("work", await File.ReadAllTextAsync(Path.Combine(path, "a.txt"), Token));
    }

    [Theory]
    [InlineData(
        "rm .git/worktrees/tree/slop-ready; echo initializing > .git/worktrees/tree/locked; rm ../home/worktrees/tree/a.txt; touch "
            + ".git/worktrees/tree/index.lock",
        WorktreeState.Unfinished)]
    [InlineData("rm -r ../home/worktrees/tree; echo initializing > .git/worktrees/tree/locked", WorktreeState.Unfinished)]
    [InlineData("rm -r .git/worktrees/tree", WorktreeState.Missing)]
    [InlineData("rm -r .git/worktrees/tree ../home/worktrees/tree/.git", WorktreeState.Missing)]
    public async Task What_a_killed_add_left_is_made_anew(string damage, WorktreeState found)
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await File.WriteAllTextAsync(Path.Combine(path, "stray"), "", Token);
        await Shell.RunAsync(damage, scene.Folder.In("repo"));

        Assert.Equal(found, await scene.Repository.Worktrees.AddAsync(path, scene.Commit, Token));

        Assert.Equal(WorktreeState.Ready, scene.Repository.Worktrees.GetState(path));
        Assert.Equal("## HEAD (no branch)\n", (await Shell.RunAsync("git status -sb", path)).Output);
        Assert.False(File.Exists(Path.Combine(path, "stray")));
    }

    [Fact]
    public async Task A_removed_worktree_leaves_nothing_and_removing_it_again_is_done()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        Directory.CreateDirectory(Scratch.For(path).Home);
        await Shell.RunAsync("mkdir -p cache/deep && touch cache/deep/file && chmod -R a-w cache", path);

        await scene.Repository.Worktrees.RemoveAsync(path, Token);
        await scene.Repository.Worktrees.RemoveAsync(path, Token);

        Assert.Empty(Directory.GetFileSystemEntries(scene.Folder.In("home", "worktrees")));
        Assert.Single((await scene.GitAsync("worktree list")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(WorktreeState.Missing, scene.Repository.Worktrees.GetState(path));
    }

    [Fact]
    public async Task A_checkout_leaves_the_commit_and_ignored_files_and_nothing_else()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        var commit = await scene.CommitWithAsync(path, "b.txt", "beta");
        await Shell.RunAsync(
            $"echo x > a.txt; rm b.txt; touch c.log stray; git init -q nested; touch "
                + $"'{scene.Folder.In("repo", ".git", "worktrees", "tree", "index.lock")}'",
            path);

        await scene.Repository.Worktrees.CheckoutAsync(path, commit, Token);

        Assert.Equal(
            [".git", ".gitignore", "a.txt", "b.txt", "c.log"],
            Directory.GetFileSystemEntries(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("## HEAD (no branch)\n", (await Shell.RunAsync("git status -sb", path)).Output);
    }

    [Fact]
    public async Task The_persons_checkout_index_and_branch_are_never_touched()
    {
        using var scene = await GitScene.CreateAsync();
        await Shell.RunAsync("echo dirty > a.txt; echo staged > s.txt; git add s.txt; echo new > n.txt", scene.Folder.In("repo"));
        var before = await StateOfCheckoutAsync(scene);

        var path = await scene.WorktreeAsync();
        var commit = await scene.CommitWithAsync(path, "b.txt", "beta");
        await scene.Repository.Refs.UpdateAsync("refs/heads/slop/track", commit, null, Token);
        await scene.Repository.Trees.MergeAsync(commit, scene.Commit, Token);
        await scene.Repository.Worktrees.RemoveAsync(path, Token);

        Assert.Equal(before, await StateOfCheckoutAsync(scene));
    }

    [Fact]
    public async Task A_folder_that_is_no_worktree_is_named()
    {
        using var scene = await GitScene.CreateAsync();

        var error = Assert.Throws<GitException>(() => scene.Repository.Worktrees.GetGitDir(scene.Folder.In("repo")));

        Assert.Equal(GitProblem.NotAWorktree, error.Problem);
    }

    private static async Task<string> StateOfCheckoutAsync(GitScene scene)
    {
        const string Look = "sha256sum .git/index .git/HEAD a.txt s.txt n.txt; git rev-parse main; git status --porcelain";
        return (await Shell.RunAsync(Look, scene.Folder.In("repo"))).Output;
    }
}
