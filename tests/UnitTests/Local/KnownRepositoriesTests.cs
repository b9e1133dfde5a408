using SlopTemporal.Local.Git;

namespace SlopTemporal.UnitTests.Local;

public sealed class KnownRepositoriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Git_is_not_asked_again_about_a_repository_that_is_configured_as_before()
    {
        using var scene = await GitScene.CreateAsync();
        var git = GitScene.GitIn(scene.Folder);
        var first = await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token);
        await scene.GitAsync("commit -q --allow-empty -m Second");

        Assert.Same(first, await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token));
    }

    [Theory]
    [InlineData("git config filter.x.clean true")]
    [InlineData("git config include.path more")]
    [InlineData("git config extensions.worktreeConfig true && git config --worktree filter.x.clean true")]
    [InlineData("mv .git ../elsewhere && echo gitdir: $PWD/../elsewhere > .git")]
    public async Task It_is_asked_again_when_anything_that_its_answers_depend_on_has_changed(string change)
    {
        using var scene = await GitScene.CreateAsync();
        var git = GitScene.GitIn(scene.Folder);
        var first = await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token);
        await Shell.RunAsync(change, scene.Repository.Root);

        Assert.NotSame(first, await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token));
    }

    [Fact]
    public async Task What_an_included_file_says_counts_at_once()
    {
        using var scene = await GitScene.CreateAsync();
        var git = GitScene.GitIn(scene.Folder);
        await scene.GitAsync("config include.path more");
        await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token);
        await scene.GitAsync("config --file .git/more filter.\u00e9.clean true");

        var error = await Assert.ThrowsAsync<GitException>(() => GitRepository.DiscoverAsync(git, scene.Repository.Root, Token));

        Assert.Equal(GitProblem.UnsafeGitFolder, error.Problem);
    }

    [Theory]
    [InlineData("rm -rf .git", GitProblem.NotARepository)]
    [InlineData("git config core.bare true", GitProblem.BareRepository)]
    [InlineData("mv .git/objects ../objects && ln -s ../../objects .git/objects", GitProblem.UnsafeGitFolder)]
    public async Task A_known_repository_that_can_no_longer_be_used_is_refused(string change, GitProblem problem)
    {
        using var scene = await GitScene.CreateAsync();
        var git = GitScene.GitIn(scene.Folder);
        await GitRepository.DiscoverAsync(git, scene.Repository.Root, Token);
        await Shell.RunAsync(change, scene.Repository.Root);

        var error = await Assert.ThrowsAsync<GitException>(() => GitRepository.DiscoverAsync(git, scene.Repository.Root, Token));

        Assert.Equal(problem, error.Problem);
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_an_error_and_not_one_without_filters()
    {
        using var scene = await GitScene.CreateAsync();
        await Shell.RunAsync("printf '[filter \"x\"\\n' >> .git/config", scene.Repository.Root);

        await Assert.ThrowsAsync<GitException>(
            () => GitRepository.DiscoverAsync(GitScene.GitIn(scene.Folder), scene.Repository.Root, Token));
    }
}
