using SlopTemporal.Local.Git;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

public sealed class GitRepositoryTests
{
    private const string Branch = "refs/heads/slop/track";
    private const string Hub = "mkdir hub && git init -q --bare hub/.bare && echo gitdir: ./.bare > hub/.git";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mkdir plain", "plain", GitProblem.NotARepository, "no folder above it has a .git either. Run 'git init'")]
    [InlineData("true", "nowhere", GitProblem.NotARepository, "there is no such folder")]
    [InlineData("git init -q --bare b.git", "b.git", GitProblem.BareRepository, "worktree add <folder> <branch>' makes one. Or clone it")]
    [InlineData("git init -q r", "r/.git", GitProblem.NotARepository, "git's own folder in a repository. Name the folder")]
    [InlineData(Hub, "hub", GitProblem.BareRepository, "without files of its own. Name a worktree of it: 'git -C ")]
    [InlineData("mkdir r && echo gitdir: /nowhere > r/.git", "r", GitProblem.NotARepository, "fatal: not a git repository: /nowhere")]
    [InlineData(
        "git init -q r && git -C r config core.repositoryformatversion 1 && git -C r config extensions.later x",
        "r",
        GitProblem.NotARepository,
        "unknown repository extension found: later. Where another git on this machine can")]
    public async Task A_folder_that_is_no_repository_is_named_with_the_reason(string prepare, string name, GitProblem problem, string words)
    {
        using var folder = new TempFolder();
        await Shell.RunAsync(prepare, folder.Path);

        var error = await Assert.ThrowsAsync<GitException>(
            () => GitRepository.DiscoverAsync(GitScene.GitIn(folder), folder.In(name), Token));

        Assert.Equal(problem, error.Problem);
        Assert.Contains(folder.In(name), error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_around_a_bare_repository_names_its_worktrees_and_these_can_be_used()
    {
        using var scene = await GitScene.CreateAsync();
        await Shell.RunAsync(
            "mkdir hub && git clone -q --bare repo hub/.bare && echo 'gitdir: ./.bare' > hub/.git && git -C hub worktree add -q main main",
            scene.Folder.Path);
        var git = GitScene.GitIn(scene.Folder);

        var error = await Assert.ThrowsAsync<GitException>(() => GitRepository.DiscoverAsync(git, scene.Folder.In("hub"), Token));
        var worktree = await GitRepository.DiscoverAsync(git, scene.Folder.In("hub", "main"), Token);

        Assert.EndsWith($"Name a worktree of it: {scene.Folder.In("hub", "main")}", error.Message, StringComparison.Ordinal);
        Assert.Equal(scene.Folder.In("hub", ".bare"), worktree.CommonDir);
        Assert.Equal(scene.Commit, await worktree.Commits.ResolveBaseAsync("main", Token));
    }

    [Fact]
    public async Task A_folder_within_the_repository_leads_to_its_root()
    {
        using var scene = await GitScene.CreateAsync();

        var found = await GitRepository.DiscoverAsync(GitScene.GitIn(scene.Folder), scene.Folder.Folder("repo/sub"), Token);

        Assert.Equal((scene.Folder.In("repo"), scene.Folder.In("repo", ".git")), (found.Root, found.CommonDir));
    }

    [Fact]
    public async Task A_repository_without_a_commit_says_what_to_do()
    {
        using var folder = new TempFolder();
        var repository = await GitRepository.InitAsync(GitScene.GitIn(folder), folder.In("repo"), "main", Token);

        var error = await Assert.ThrowsAsync<GitException>(() => repository.Commits.ResolveAsync("main", Token));

        Assert.Equal(GitProblem.NoCommitYet, error.Problem);
        Assert.Equal("main", await repository.Refs.CurrentBranchAsync(Token));
    }

    [Fact]
    public async Task Revisions_resolve_to_commits_and_unknown_ones_are_named()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.GitAsync("tag -a -m note v1");

        Assert.Equal(scene.Commit, await scene.Repository.Commits.ResolveAsync("v1", Token));
        Assert.Equal(scene.Commit, await scene.Repository.Commits.ResolveAsync("main", Token));
        var error = await Assert.ThrowsAsync<GitException>(() => scene.Repository.Commits.ResolveAsync("--all", Token));
        Assert.Equal(GitProblem.UnknownRevision, error.Problem);
    }

    [Theory]
    [InlineData("main", "branch main")]
    [InlineData("main~0", "branch main")]
    [InlineData("main^{commit}", "branch main")]
    [InlineData("main@{0}", "branch main")]
    [InlineData("abcdef", "branch abcdef")]
    [InlineData("FETCH_HEAD", "branch FETCH_HEAD")]
    [InlineData("origin/dev", "remote dev")]
    [InlineData("v1", "tag v1")]
    [InlineData("tags/main", "tag main")]
    [InlineData("HEAD", "branch main")]
    [InlineData(null, "branch main")]
    public async Task A_base_is_the_branch_before_anything_else_of_that_name(string? name, string subject)
    {
        using var scene = await GitScene.CreateAsync();
        await CommitAsync("branch main", "refs/heads/main");
        await CommitAsync("branch abcdef", "refs/heads/abcdef");
        await CommitAsync("branch FETCH_HEAD", "refs/heads/FETCH_HEAD");
        await CommitAsync("remote dev", "refs/remotes/origin/dev");
        await CommitAsync("tag v1", "refs/tags/v1");
        await CommitAsync("tag main", "refs/tags/main");
        await CommitAsync("tag with a long name", "refs/tags/refs/heads/main");
        await CommitAsync("remote main", "refs/remotes/main");
        scene.Folder.Write("repo/.git/main", scene.Commit + "\n");
        scene.Folder.Write("repo/.git/FETCH_HEAD", scene.Commit + "\n");

        var commit = await scene.Repository.Commits.ResolveBaseAsync(name, Token);

        Assert.Equal(subject, (await scene.GitAsync($"log -1 --format=%s {commit}")).Trim());

        Task CommitAsync(string subject, string reference) => CommitToAsync(scene, reference, subject);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(40)]
    public async Task A_base_can_be_a_hash_and_a_full_one_is_never_a_branch(int length)
    {
        using var scene = await GitScene.CreateAsync();
        await CommitToAsync(scene, $"refs/heads/{scene.Commit}", "other");

        Assert.Equal(scene.Commit, await scene.Repository.Commits.ResolveBaseAsync(scene.Commit[..length], Token));
    }

    [Fact]
    public async Task A_ref_is_read_by_its_full_name_only()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.GitAsync($"tag {Branch}");

        Assert.Null(await scene.Repository.Refs.ReadAsync(Branch, Token));
    }

    [Fact]
    public async Task A_detached_checkout_has_no_branch_and_is_otherwise_fine()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.GitAsync("checkout -q --detach");

        Assert.Null(await scene.Repository.Refs.CurrentBranchAsync(Token));
        Assert.Equal(scene.Commit, await scene.Repository.Commits.ResolveAsync("HEAD", Token));
    }

    [Fact]
    public async Task Somebody_elses_repository_can_be_used()
    {
        // Git's own switch for its tests: only root can give files away.
        const string Owner = "GIT_TEST_ASSUME_DIFFERENT_OWNER";
        using var scene = await GitScene.CreateAsync();
        var call = new GitCall("read HEAD", "rev-parse", "HEAD") { Folder = scene.Folder.In("repo") };
        var spec = new ProcessSpec
        {
            File = "git",
            Arguments = call.Arguments,
            WorkingDirectory = call.Folder,
            Environment = new Dictionary<string, string>(GitEnvironment.For(call)) { [Owner] = "true" },
        };

        var read = await ProcessRunner.Shared.RunAsync(spec, Token);
        var plain = await Shell.RunAsync($"GIT_CONFIG_NOSYSTEM=1 {Owner}=true git rev-parse HEAD", call.Folder);

        Assert.Equal((true, scene.Commit), (read.Succeeded, read.Output.Trim()));
        Assert.False(plain.Succeeded, "a plain git uses it too: the test shows nothing");
    }

    [Fact]
    public async Task A_ref_moves_only_from_where_it_is_believed_to_be()
    {
        using var scene = await GitScene.CreateAsync();
        var worktree = await scene.WorktreeAsync();
        var second = await scene.CommitWithAsync(worktree, "b.txt", "beta");
        var third = await scene.CommitWithAsync(worktree, "b.txt", "gamma");

        Assert.Null(await scene.Repository.Refs.ReadAsync(Branch, Token));
        Assert.False(await scene.Repository.Refs.UpdateAsync(Branch, second, scene.Commit, Token));
        Assert.True(await scene.Repository.Refs.UpdateAsync(Branch, second, null, Token));
        Assert.True(await scene.Repository.Refs.UpdateAsync(Branch, second, null, Token));
        Assert.False(await scene.Repository.Refs.UpdateAsync(Branch, third, null, Token));
        Assert.False(await scene.Repository.Refs.UpdateAsync(Branch, third, scene.Commit, Token));
        Assert.True(await scene.Repository.Refs.UpdateAsync(Branch, third, second, Token));
        Assert.Equal(third, await scene.Repository.Refs.ReadAsync(Branch, Token));
    }

    [Fact]
    public async Task Of_many_movers_of_a_ref_one_wins()
    {
        using var scene = await GitScene.CreateAsync();
        var worktree = await scene.WorktreeAsync();
        var commits = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            commits.Add(await scene.CommitWithAsync(worktree, "b.txt", $"{i}"));
        }

        var moved = await Task.WhenAll(commits.Select(commit => scene.Repository.Refs.UpdateAsync(Branch, commit, null, Token)));

        Assert.Equal(
            commits[Assert.Single(Enumerable.Range(0, moved.Length), i => moved[i])], await scene.Repository.Refs.ReadAsync(Branch, Token));
    }

    [Fact]
    public async Task A_lock_that_a_killed_git_left_on_our_branch_is_removed()
    {
        using var scene = await GitScene.CreateAsync();
        scene.Folder.Write("repo/.git/refs/heads/slop/track.lock", "");

        Assert.True(await scene.Repository.Refs.UpdateAsync(Branch, scene.Commit, null, Token));
    }

    [Fact]
    public async Task Refs_are_listed_with_what_they_point_to()
    {
        using var scene = await GitScene.CreateAsync();
        await scene.Repository.Refs.UpdateAsync(Branch, scene.Commit, null, Token);

        Assert.Equal(new(Branch, scene.Commit), Assert.Single(await scene.Repository.Refs.ListAsync("refs/heads/slop/", Token)));
    }

    [Fact]
    public async Task A_commit_is_found_by_its_exact_trailer()
    {
        using var scene = await GitScene.CreateAsync();
        var worktree = await scene.WorktreeAsync();
        var commit = await scene.CommitWithAsync(worktree, "b.txt", "beta", "Subject\n\nText\n\nSlop-Key: track/1/b/12\n");

        var found = await scene.Repository.Commits.FindByTrailerAsync(commit, scene.Commit, "Slop-Key: track/1/b/12", Token);

        Assert.Equal((commit, "Subject", GitScene.Date), (found?.Id, found?.Subject, found?.CommittedAt));
        Assert.Equal([scene.Commit], found?.Parents);
        Assert.Null(await scene.Repository.Commits.FindByTrailerAsync(commit, scene.Commit, "Slop-Key: track/1/b/1", Token));
        Assert.Null(await scene.Repository.Commits.FindByTrailerAsync(commit, commit, "Slop-Key: track/1/b/12", Token));
        Assert.Equal([commit], (await scene.Repository.Commits.LogAsync($"{scene.Commit}..{commit}", Token)).Select(entry => entry.Id));
        Assert.True(await scene.Repository.Commits.IsAncestorAsync(scene.Commit, commit, Token));
        Assert.False(await scene.Repository.Commits.IsAncestorAsync(commit, scene.Commit, Token));
    }

    [Fact]
    public async Task A_failed_command_names_its_purpose_and_gits_words()
    {
        using var scene = await GitScene.CreateAsync();

        var error = await Assert.ThrowsAsync<GitException>(() => scene.Repository.Commits.GetTreeAsync("0123456789", Token));

        Assert.StartsWith(
            "Git could not read the tree of 0123456789: git rev-parse ended with exit code 128. fatal:",
            error.Message,
            StringComparison.Ordinal);
    }

    private static async Task CommitToAsync(GitScene scene, string reference, string subject)
    {
        var commit = await scene.GitAsync($"commit-tree -m '{subject}' -p {scene.Commit} 'HEAD^{{tree}}'");
        await scene.GitAsync($"update-ref --create-reflog {reference} {commit}");
        Assert.Equal(commit, await scene.GitAsync($"for-each-ref '--format=%(objectname)' {reference}"));
    }
}
