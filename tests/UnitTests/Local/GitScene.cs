using SlopTemporal.Local.Git;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.UnitTests.Local;

/// <summary>A home and a repository with one commit on <c>main</c>: <c>a.txt</c> holds "alpha", <c>*.log</c> is ignored.</summary>
internal sealed class GitScene : IDisposable
{
    public static readonly DateTimeOffset Date = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private GitScene(TempFolder folder, GitRepository repository, string commit) =>
        (Folder, Repository, Commit) = (folder, repository, commit);

    public TempFolder Folder { get; }

    public GitRepository Repository { get; }

    public string Commit { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Git GitIn(TempFolder folder) => new(ProcessRunner.Shared, new SlopHome(folder.In("home")));

    public static async Task<GitScene> CreateAsync()
    {
        var folder = new TempFolder();
        folder.Write("repo/a.txt", "alpha\n");
        folder.Write("repo/.gitignore", "*.log\n");
        var repository = await GitRepository.InitAsync(GitIn(folder), folder.In("repo"), "main", Token);
        return new(folder, repository, await repository.CommitAllAsync("First", Date, Token));
    }

    /// <summary>The repository seen by somebody who opens it now.</summary>
    public Task<GitRepository> ReopenAsync() => GitRepository.DiscoverAsync(GitIn(Folder), Folder.In("repo"), Token);

    public async Task<string> WorktreeAsync(string name = "tree")
    {
        var path = Folder.In("home", "worktrees", name);
        await Repository.Worktrees.AddAsync(path, Commit, Token);
        return path;
    }

    /// <summary>A commit on the first one in which the file has the content.</summary>
    public async Task<string> CommitWithAsync(string worktree, string file, string content, string message = "Change")
    {
        await File.WriteAllTextAsync(Path.Combine(worktree, file), content, Token);
        var tree = await Repository.Trees.MakeTreeAsync(worktree, Commit);
        return await Repository.Commits.WriteAsync(tree, [Commit], message, Date, Token);
    }

    public async Task<string> GitAsync(string arguments) =>
        (await Shell.RunAsync($"git -c user.name=t -c user.email=t@t {arguments}", Folder.In("repo"))).Output;

    public void Dispose() => Folder.Dispose();
}
