using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.UnitTests.Local;

public sealed class GitSubmoduleTests
{
    private const string Add = "-c protocol.file.allow=always submodule --quiet add";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submodule_that_the_person_has_is_laid_out_and_is_no_work()
    {
        using var scene = await GitScene.CreateAsync();
        var (repository, commit) = await WithSubmoduleAsync(scene);
        var path = scene.Folder.In("home", "worktrees", "sub");

        await repository.Worktrees.AddAsync(path, commit, Token);

        Assert.Equal("lib\n", await File.ReadAllTextAsync(Path.Combine(path, "vendor", "dep", "lib.txt"), Token));
        Assert.False(Path.Exists(Path.Combine(path, "vendor", "dep", ".git")));
        Assert.Empty((await repository.Trees.MakeAsync(new(path, commit), Token)).Changes);
        Assert.Empty(await repository.Submodules.FindMissingAsync(commit, Token));
    }

    [Fact]
    public async Task Setup_may_ask_for_submodules_that_the_person_has_without_any_network()
    {
        using var scene = await GitScene.CreateAsync();
        var (repository, commit) = await WithSubmoduleAsync(scene);
        var path = scene.Folder.In("home", "worktrees", "sub");
        await scene.GitAsync("config remote.origin.url https://token@example.org/x");
        await repository.Worktrees.AddAsync(path, commit, Token);
        var config = await File.ReadAllTextAsync(Path.Combine(Scratch.For(path).Git, "config"), Token);
        var sandbox = new SlopTemporal.Local.Sandbox.Sandbox(new(scene.Folder.In("home")), ProcessRunner.Shared);
        var verdict = await sandbox.ProbeAsync(Token);
        Needed.Has(verdict.Works, verdict.Reason);

        var request = new SandboxRequest
        {
            Command = "git submodule update --init --recursive && git status --porcelain && git -C vendor/dep log --format=%s",
            Worktree = path,
            UsesFixedPlaces = true,
            Timeout = TimeSpan.FromMinutes(1),
        };
        var result = await sandbox.RunAsync(request, Token);

        Assert.EndsWith("[remote \"origin\"]\n\turl = https://example.org/x\n", config, StringComparison.Ordinal);
        Assert.Equal((0, "Submodule 'vendor/dep'"), (result.ExitCode, result.Output[..22]));
        Assert.EndsWith("\nlib\n", result.Output, StringComparison.Ordinal);
        Assert.Empty((await repository.Trees.MakeAsync(new(path, commit), Token)).Changes);
    }

    [Fact]
    public async Task A_submodule_that_is_not_here_is_named_and_its_folder_stays_empty()
    {
        using var scene = await GitScene.CreateAsync();
        var (repository, commit) = await WithSubmoduleAsync(scene);
        await Shell.RunAsync("rm -rf .git/modules vendor", scene.Folder.In("repo"));
        var path = scene.Folder.In("home", "worktrees", "sub");

        await repository.Worktrees.AddAsync(path, commit, Token);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(path, "vendor", "dep")));
        Assert.Equal(["vendor/dep"], await repository.Submodules.FindMissingAsync(commit, Token));
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_repository_is_not_followed()
    {
        using var scene = await GitScene.CreateAsync();
        var (_, commit) = await WithSubmoduleAsync(scene);
        await Shell.RunAsync(
            "mv .git/modules/vendor/dep ../stolen; rm -rf vendor; sed -i 's#vendor/dep\"#../../../stolen\"#' .gitmodules; "
                + "git add .gitmodules",
            scene.Folder.In("repo"));
        await scene.GitAsync("commit -q -m hostile");
        var repository = await scene.ReopenAsync();
        var hostile = await repository.Commits.ResolveAsync("HEAD", Token);

        Assert.NotEqual(commit, hostile);
        Assert.Equal(["vendor/dep"], await repository.Submodules.FindMissingAsync(hostile, Token));
    }

    private static async Task<(GitRepository Repository, string Commit)> WithSubmoduleAsync(GitScene scene)
    {
        var other = scene.Folder.Folder("other");
        await Shell.RunAsync(
            "git init -q -b main; echo lib > lib.txt; git add -A; git -c user.name=t -c user.email=t@t commit -q -m lib", other);
        await scene.GitAsync($"{Add} '{other}' vendor/dep");
        await scene.GitAsync("commit -q -m submodule");
        var repository = await scene.ReopenAsync();
        return (repository, await repository.Commits.ResolveAsync("HEAD", Token));
    }
}
