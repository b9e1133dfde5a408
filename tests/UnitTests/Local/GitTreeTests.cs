namespace SlopTemporal.UnitTests.Local;

public sealed class GitTreeTests
{

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_work_gives_the_same_commit_in_another_repository()
    {
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var scene = await GitScene.CreateAsync();
            ids.Add(await scene.CommitWithAsync(await scene.WorktreeAsync($"tree{i}"), "b.txt", "beta"));
        }

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task A_tree_holds_new_changed_and_deleted_files_but_no_ignored_one()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync(
            "rm a.txt; echo n > new.txt; echo l > x.log; echo r >> .gitignore; ln -s new.txt link; mkdir 'a dir'; echo ü > 'a dir/ü'",
            path);

        var tree = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);

        Assert.Equal([".gitignore", "a dir/ü", "link", "new.txt"], await NamesAsync(scene, tree));
        Assert.Equal("new.txt", await scene.Repository.Trees.ReadFileAsync(tree, "link", Token));
        Assert.Null(await scene.Repository.Trees.ReadFileAsync(tree, "a.txt", Token));
    }

    [Fact]
    public async Task Paths_left_out_keep_the_state_of_the_base()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("echo changed > a.txt; echo n > 'new*.txt'; echo o > new1.txt", path);

        var tree = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit, "a.txt", "new*.txt");

        Assert.Equal("alpha\n", await scene.Repository.Trees.ReadFileAsync(tree, "a.txt", Token));
        Assert.Equal([".gitignore", "a.txt", "new1.txt"], await NamesAsync(scene, tree));
    }

    [Fact]
    public async Task A_file_of_the_same_size_and_time_is_still_read()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("touch -r a.txt ../stamp; printf 'betas\\n' > a.txt; touch -r ../stamp a.txt", path);

        var tree = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);

        Assert.Equal("betas\n", await scene.Repository.Trees.ReadFileAsync(tree, "a.txt", Token));
    }

    [Fact]
    public async Task A_replaced_git_file_is_not_followed()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("rm .git; git init -q; git -c user.name=x -c user.email=x commit -q --allow-empty -m x; echo b > b.txt", path);

        var tree = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);

        Assert.Equal([".gitignore", "a.txt", "b.txt"], await NamesAsync(scene, tree));
    }

    [Fact]
    public async Task A_repository_within_the_worktree_is_left_out()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync(
            "git init -q nested; cd nested; git -c user.name=x -c user.email=x commit -q --allow-empty -m x; echo b > b.txt", path);

        var tree = await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);

        Assert.Equal(await scene.Repository.Commits.GetTreeAsync(scene.Commit, Token), tree);
    }

    [Fact]
    public async Task Changes_come_with_the_id_of_their_content()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        Assert.Empty((await scene.Repository.Trees.MakeAsync(new(path, scene.Commit), Token)).Changes);
        await Shell.RunAsync("rm a.txt; printf hello > new.txt; echo l > x.log", path);

        var made = await scene.Repository.Trees.MakeAsync(new(path, scene.Commit), Token);

        Assert.Equal(["a.txt", "new.txt"], made.Changes.Select(change => change.Path.ToString()));
        Assert.True(made.Changes[0].IsDeletion);
        Assert.Equal("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0", made.Changes[1].NewId);
    }

    [Fact]
    public async Task Listed_files_are_those_that_are_there_and_not_ignored()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        await Shell.RunAsync("rm a.txt; touch new.txt x.log; mkdir d; touch d/z", path);

        Assert.Equal([".gitignore", "d/z", "new.txt"], await scene.Repository.Worktrees.ListFilesAsync(path, Token));
    }

    [Fact]
    public async Task A_merge_of_different_files_is_clean()
    {
        using var scene = await GitScene.CreateAsync();
        var ours = await scene.CommitWithAsync(await scene.WorktreeAsync("one"), "b.txt", "beta");
        var theirs = await scene.CommitWithAsync(await scene.WorktreeAsync("two"), "c.txt", "gamma");

        var merged = await scene.Repository.Trees.MergeAsync(ours, theirs, Token);

        Assert.True(merged.IsClean);
        Assert.Equal([".gitignore", "a.txt", "b.txt", "c.txt"], await NamesAsync(scene, merged.Tree));
    }

    [Fact]
    public async Task A_conflict_is_a_value_with_paths_and_markers()
    {
        using var scene = await GitScene.CreateAsync();
        var ours = await scene.CommitWithAsync(await scene.WorktreeAsync("one"), "a.txt", "ours\n");
        var theirs = await scene.CommitWithAsync(await scene.WorktreeAsync("two"), "a.txt", "theirs\n");

        var merged = await scene.Repository.Trees.MergeAsync(ours, theirs, Token);

        Assert.Equal(["a.txt"], merged.Conflicts);
        Assert.Contains("CONFLICT (content): Merge conflict in a.txt", merged.Messages, StringComparison.Ordinal);
        var marked = await scene.Repository.Trees.ReadFileAsync(merged.Tree, "a.txt", Token);
        Assert.Matches("(?s)<<<<<<<.*ours\n=======\ntheirs\n>>>>>>>", marked!);
    }

    private static async Task<IEnumerable<string>> NamesAsync(GitScene scene, string tree) =>
        (await scene.GitAsync($"ls-tree -r -z --name-only {tree}")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
