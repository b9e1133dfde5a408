using SlopTemporal.Local.Git;

namespace SlopTemporal.UnitTests.Local;

/// <summary>What a repository's configuration wants run is not run.</summary>
public sealed class GitHostileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("git config core.fsmonitor \"$PWD/../evil\"")]
    [InlineData(
        "git config core.hooksPath ../hooks; mkdir ../hooks; for h in post-checkout post-index-change reference-transaction pre-commit; do "
            + "cp ../evil ../hooks/$h; done")]
    [InlineData(
        "for h in post-checkout post-index-change reference-transaction; do cp ../evil .git/hooks/$h || { mkdir -p .git/hooks; cp ../evil "
            + ".git/hooks/$h; }; done")]
    [InlineData(
        "git config filter.x.clean \"'$PWD/../evil'\"; git config filter.x.smudge \"'$PWD/../evil'\"; git config filter.x.required true")]
    [InlineData("git config filter.x.process \"'$PWD/../evil'\"")]
    [InlineData("git config merge.x.driver \"'$PWD/../evil'\"")]
    [InlineData("git config diff.external \"'$PWD/../evil'\"")]
    [InlineData("git config diff.x.textconv \"'$PWD/../evil'\"; git config diff.x.command \"'$PWD/../evil'\"")]
    [InlineData("git config commit.gpgSign true; git config gpg.program \"$PWD/../evil\"")]
    [InlineData(
        "git config core.sshCommand \"'$PWD/../evil'\"; git config core.pager \"'$PWD/../evil'\"; git config core.editor "
            + "\"'$PWD/../evil'\"")]
    public async Task Programs_named_by_the_configuration_do_not_run(string configure)
    {
        using var scene = await GitScene.CreateAsync();
        var trace = scene.Folder.In("ran");
        scene.Folder.Write("evil", $"#!/bin/sh\necho \"$0 $*\" >> '{trace}'\ncat\n");
        await Shell.RunAsync(
            "chmod +x ../evil; mkdir -p .git/info; printf '* merge=x diff=x\\n.gitignore filter=x\\n' > .git/info/attributes",
            scene.Folder.In("repo"));
        await Shell.RunAsync(configure, scene.Folder.In("repo"));
        var repository = await scene.ReopenAsync();

        string[] commits = ["", ""];
        foreach (var i in new[] { 0, 1 })
        {
            var path = scene.Folder.In("home", "worktrees", $"t{i}");
            await repository.Worktrees.AddAsync(path, scene.Commit, Token);
            await File.WriteAllTextAsync(Path.Combine(path, "a.txt"), $"line {i}\n", Token);
            var tree = await repository.Trees.MakeTreeAsync(path, scene.Commit);
            commits[i] = await repository.Commits.WriteAsync(tree, [scene.Commit], "Change", GitScene.Date, Token);
            await repository.Worktrees.ListFilesAsync(path, Token);
            await repository.Worktrees.CheckoutAsync(path, commits[i], Token);
            await repository.Refs.UpdateAsync($"refs/slop/t/{i}", commits[i], null, Token);
        }

        var merged = await repository.Trees.MergeAsync(commits[0], commits[1], Token);
        await repository.Commits.LogAsync($"{scene.Commit}..{commits[0]}", Token);

        Assert.False(File.Exists(trace), File.Exists(trace) ? await File.ReadAllTextAsync(trace, Token) : "");
        Assert.Equal("line 0\n", await repository.Trees.ReadFileAsync(commits[0], "a.txt", Token));
        Assert.Equal(["a.txt"], merged.Conflicts);
    }

    [Theory]
    [InlineData("mv .git/refs ../refs; ln -s ../../refs .git/refs", "refs is a link to")]
    [InlineData("mkdir ../logs; rm -rf .git/logs; ln -s ../../logs .git/logs", "logs is a link to")]
    [InlineData("mv .git/refs/heads ../heads; ln -s ../../../heads .git/refs/heads", "heads is a link to")]
    [InlineData("n=$(printf 'n\\303'); git config \"filter.$n.clean\" true", "whose name is not ASCII")]
    public async Task What_could_lead_git_elsewhere_is_refused(string command, string words)
    {
        using var scene = await GitScene.CreateAsync();
        await Shell.RunAsync(command, scene.Folder.In("repo"));

        var failure = await Assert.ThrowsAsync<GitException>(scene.ReopenAsync);

        Assert.Equal(GitProblem.UnsafeGitFolder, failure.Problem);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_planted_program_would_run_in_a_plain_git()
    {
        using var scene = await GitScene.CreateAsync();
        scene.Folder.Write("evil", $"#!/bin/sh\necho ran >> '{scene.Folder.In("ran")}'\n");
        await Shell.RunAsync("chmod +x ../evil; git config core.fsmonitor \"'$PWD/../evil'\"; git status", scene.Folder.In("repo"));

        Assert.True(File.Exists(scene.Folder.In("ran")));
    }

    [Fact]
    public async Task A_repository_within_the_worktree_runs_nothing_either()
    {
        using var scene = await GitScene.CreateAsync();
        var path = await scene.WorktreeAsync();
        scene.Folder.Write("evil", $"#!/bin/sh\necho ran >> '{scene.Folder.In("ran")}'\n");
        await Shell.RunAsync(
            $"chmod +x '{scene.Folder.In("evil")}'; git init -q n; cd n; git -c user.name=x -c user.email=x commit -q --allow-empty -m x; "
                + $"git config core.fsmonitor \"'{scene.Folder.In("evil")}'\"",
            path);

        await scene.Repository.Trees.MakeTreeAsync(path, scene.Commit);
        await scene.Repository.Worktrees.CheckoutAsync(path, scene.Commit, Token);

        Assert.False(File.Exists(scene.Folder.In("ran")));
    }
}
