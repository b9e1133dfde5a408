using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>A person's repository. Only refs of ours, objects and worktrees of ours are ever written.</summary>
public sealed partial class GitRepository
{
    private readonly Git _git;
    private readonly string _gitDir;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _disabledDrivers;

    private GitRepository(
        Git git, string root, string gitDir, string commonDir, IReadOnlyList<KeyValuePair<string, string>> disabledDrivers)
    {
        _git = git;
        _gitDir = gitDir;
        _disabledDrivers = disabledDrivers;
        Root = root;
        CommonDir = commonDir;
    }

    /// <summary>Top folder of the checkout.</summary>
    public string Root { get; }

    /// <summary>What all its worktrees share: objects, refs, configuration.</summary>
    public string CommonDir { get; }

    /// <summary>The repository that the folder belongs to.</summary>
    /// <exception cref="GitException">There is none, it is bare, or git is missing or too old.</exception>
    public static async Task<GitRepository> DiscoverAsync(Git git, string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw NotARepository(path, "there is no such folder");
        }

        var found = await git.RunAsync(Query(path, "--is-inside-work-tree"), cancellationToken);
        if (found.StandardOutput.Text.Trim() != "true")
        {
            throw found.Output.Contains("bare repository", StringComparison.Ordinal) || File.Exists(Path.Combine(path, "HEAD"))
                ? new GitException(GitProblem.BareRepository, $"{path} is a bare repository. Clone it, and give the clone.")
                : NotARepository(path, "no folder above it has a .git either");
        }

        var query = Query(path, "--path-format=absolute", "--show-toplevel", "--git-dir", "--git-common-dir");
        var places = await git.RunAsync(query, cancellationToken);
        return places.StandardOutput.Text.TrimEnd('\n').Split('\n') is [var root, var gitDir, var commonDir]
            ? await OpenAsync(git, root, gitDir, commonDir, cancellationToken)
            : throw NotARepository(path, places.Output.Trim());
    }

    /// <summary>Makes a repository in the folder, as the examples need it.</summary>
    public static async Task<GitRepository> InitAsync(Git git, string path, string branch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        string[] init = ["init", "--quiet", "--template=", $"--initial-branch={branch}", "."];
        await git.RunAsync(new("make a repository", init) { Folder = path }, cancellationToken);
        return await DiscoverAsync(git, path, cancellationToken);
    }

    /// <summary>Commits everything in the checkout to its branch: for repositories that <see cref="InitAsync"/> made.</summary>
    public async Task<string> CommitAllAsync(string message, DateTimeOffset date, CancellationToken cancellationToken)
    {
        await RunInCheckoutAsync(new("stage the files", "add", "--all") { Folder = Root }, cancellationToken);
        var commit = new GitCall("commit the files", "commit", "--quiet", "--allow-empty", "--no-verify", "--file=-")
        {
            Folder = Root,
            Input = message,
            Date = date,
        };
        await RunInCheckoutAsync(commit, cancellationToken);
        return await ResolveCommitAsync("HEAD", cancellationToken);
    }

    private static async Task<GitRepository> OpenAsync(
        Git git, string root, string gitDir, string commonDir, CancellationToken cancellationToken)
    {
        var drivers = await git.RunAsync(GitDrivers.Query(root, gitDir), cancellationToken);
        return new(git, root, gitDir, Posix.RealPath(commonDir), GitDrivers.DisableAll(drivers.StandardOutput.Text));
    }

    private static GitCall Query(string path, params string[] questions) =>
        new("find the repository", ["rev-parse", .. questions]) { Folder = path, AcceptedExitCodes = [128] };

    private static GitException NotARepository(string path, string why) =>
        new(
            GitProblem.NotARepository,
            $"{path} is not in a git repository: {why}. Run 'git init' and commit there, or name another folder.");

    private Task<ProcessResult> RunInCheckoutAsync(GitCall call, CancellationToken cancellationToken) =>
        _git.RunAsync(call with { GitDir = _gitDir, WorkTree = Root, Config = _disabledDrivers }, cancellationToken);

    // Output of a command on objects and refs only, which reads no worktree.
    private async Task<string> OutputAsync(GitCall call, CancellationToken cancellationToken) =>
        (await RunOnObjectsAsync(call, cancellationToken)).StandardOutput.Text;

    private Task<ProcessResult> RunOnObjectsAsync(GitCall call, CancellationToken cancellationToken) =>
        _git.RunAsync(call with { GitDir = _gitDir, Config = _disabledDrivers }, cancellationToken);

    private GitCall Call(string purpose, params IReadOnlyList<string> arguments) => new(purpose, arguments) { Folder = Root };

    private async Task<string> RunInWorktreeAsync(string worktree, GitCall call, CancellationToken cancellationToken)
    {
        var gitDir = await WorktreeGitDirAsync(worktree, cancellationToken);
        var bound = call with { Folder = worktree, GitDir = gitDir, WorkTree = worktree, Config = _disabledDrivers };
        return (await _git.RunAsync(bound, cancellationToken)).StandardOutput.Text;
    }

    private string LockFile => Path.Combine(_git.Home.Locks, $"repository-{Sha256.Hex(CommonDir)[..16]}.lock");
}
