namespace SlopTemporal.Local.Git;

/// <summary>A person's repository. Only refs of ours, objects and worktrees of ours are ever written.</summary>
public sealed class GitRepository
{
    private const string Yes = "true\n";

    private readonly BoundGit _checkout;

    private GitRepository(BoundGit objects, string root, string commonDir)
    {
        _checkout = objects.In(root, objects.GitDir);
        Root = root;
        CommonDir = commonDir;
        Refs = new(objects, commonDir);
        Commits = new(objects, Refs);
        Uncommitted = new(_checkout, Refs);
        Submodules = new(objects, root, commonDir);
        Worktrees = new(objects, commonDir, Submodules);
        Trees = new(objects, commonDir, Submodules);
    }

    /// <summary>Top folder of the checkout.</summary>
    public string Root { get; }

    /// <summary>What all its worktrees share: objects, refs, configuration.</summary>
    public string CommonDir { get; }

    public GitRefs Refs { get; }

    public GitCommits Commits { get; }

    public GitUncommitted Uncommitted { get; }

    public GitSubmodules Submodules { get; }

    public GitTrees Trees { get; }

    public GitWorktrees Worktrees { get; }

    /// <summary>The repository that the folder belongs to.</summary>
    /// <exception cref="GitException">There is none, it is bare, or git is missing or too old.</exception>
    public static async Task<GitRepository> DiscoverAsync(Git git, string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw GitRefusal.NotARepository(path, "there is no such folder");
        }

        var facts = KnownRepositories.ReadFacts(path, git.AllowedFilters());
        if (git.Known.Find(path, facts) is { } known)
        {
            RefuseLinks(known.CommonDir);
            return known;
        }

        var repository = await AskAsync(git, path, cancellationToken);
        git.Known.Add(path, facts, repository);
        return repository;
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
        await _checkout.RunAsync(_checkout.Call("stage the files", "add", "--all"), cancellationToken);
        string[] commit = ["commit", "--quiet", "--allow-empty", "--no-verify", "--file=-"];
        await _checkout.RunAsync(_checkout.Call("commit the files", commit).Reading(message) with { Date = date }, cancellationToken);
        return await Commits.ResolveAsync("HEAD", cancellationToken);
    }

    /// <summary>Addresses of its remotes, as they are configured: perhaps with a password in them.</summary>
    public async Task<IReadOnlyList<string>> RemoteUrlsAsync(CancellationToken cancellationToken)
    {
        var read = _checkout.Call("read the remotes", "config", "--null", "--get-regexp", @"^remote\..*\.url$");
        var found = await _checkout.OutputAsync(read with { AcceptedExitCodes = [1] }, cancellationToken);
        // Each is its key, a line feed, and the value.
        return [.. found.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[(entry.IndexOf('\n') + 1)..])];
    }

    private static async Task<GitRepository> AskAsync(Git git, string path, CancellationToken cancellationToken)
    {
        string[] kind = ["--is-inside-work-tree", "--is-bare-repository", "--is-inside-git-dir"];
        var place = Query(path, [.. kind, "--path-format=absolute", "--show-toplevel", "--git-dir", "--git-common-dir"]);
        var drivers = GitDrivers.Query(path);
        var answers = await Task.WhenAll(git.RunAsync(place, cancellationToken), git.RunAsync(drivers, cancellationToken));
        var found = answers[0];
        if (!found.StandardOutput.Text.StartsWith(Yes, StringComparison.Ordinal))
        {
            throw await GitRefusal.ExplainAsync(git, path, found, cancellationToken);
        }

        return found.StandardOutput.Text.TrimEnd('\n').Split('\n') is [_, _, _, var root, var gitDir, var commonDir]
            ? Open(git, root, gitDir, commonDir, GitDrivers.Names(drivers, answers[1]))
            : throw GitRefusal.NotARepository(path, found.Output.Trim());
    }

    private static GitRepository Open(Git git, string root, string gitDir, string commonDir, string drivers)
    {
        var realCommonDir = Posix.RealPath(commonDir);
        RefuseLinks(realCommonDir);
        var disabled = GitDrivers.DisableAll(drivers);
        var allowed = GitDrivers.Defined(git.AllowedFilters(), drivers);
        var objects = new BoundGit(git, root, gitDir, disabled)
        {
            AllowedFilters = allowed,
            ConfinedDrivers = GitDrivers.DisableAllBut(allowed, disabled, drivers),
        };
        return new(objects, root, realCommonDir);
    }

    /// <summary>Through a link in git's folder, objects and refs would be written wherever it leads.</summary>
    private static void RefuseLinks(string commonDir)
    {
        string[] folders = [commonDir, Path.Combine(commonDir, "refs"), Path.Combine(commonDir, "objects")];
        var link = folders.Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFileSystemInfos())
            .FirstOrDefault(entry => entry.LinkTarget is not null);
        if (link is not null)
        {
            throw new GitException(
                GitProblem.UnsafeGitFolder,
                $"{link.FullName} is a link to {link.LinkTarget}. Put what it leads to in its place, or clone the repository.");
        }
    }

    private static GitCall Query(string path, params string[] questions) =>
        new("find the repository", ["rev-parse", .. questions]) { Folder = path, AcceptedExitCodes = [128] };
}
