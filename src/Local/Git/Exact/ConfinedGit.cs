using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Sandbox;

namespace SlopTemporal.Local.Git;

/// <summary>
/// Git on files that a model wrote: in the sandbox where there is one, with the repository read-only, and the worktree too unless it is
/// to be checked out. What it writes else, new objects included, goes to a scratch folder of the worktree.
/// </summary>
internal sealed class ConfinedGit
{
    private const string IndexName = "index";

    private readonly BoundGit _git;
    private readonly string _worktree;
    private readonly string _commonDir;

    /// <param name="folder">Where scripts write, the index included; null: the one of the worktree.</param>
    public ConfinedGit(BoundGit git, string commonDir, string worktree, string? folder = null)
    {
        Folder = PrivateFolder.Create(folder ?? FolderOf(worktree));
        _git = git.In(worktree, commonDir) with { IndexFile = Path.Combine(Folder, IndexName) };
        _worktree = worktree;
        _commonDir = commonDir;
        Directory.CreateDirectory(NewObjects);
    }

    /// <summary>True: the script may write the worktree.</summary>
    public bool WritesWorktree { get; init; }

    /// <summary>What the worktree is seen through; only in the sandbox.</summary>
    public IReadOnlyList<SandboxOverlay> Overlays { get; init; } = [];

    /// <summary>Where scripts read and write what is neither argument nor message.</summary>
    public string Folder { get; }

    /// <summary>The objects that the repository does not have yet.</summary>
    public string NewObjects => Path.Combine(Folder, "objects");

    /// <summary>
    /// The index that trees of this worktree are made with. It is kept as long as the worktree: it knows which files need not be read
    /// again. Never the worktree's own, in which a command could have marked files as unchanged.
    /// </summary>
    public static string IndexOf(string worktree) => Path.Combine(FolderOf(worktree), IndexName);

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>The paths that a script has listed in the file.</summary>
    public IReadOnlyList<BytePath> ReadPaths(string name) => BytePath.ReadAll(File.ReadAllBytes(PathOf(name)));

    /// <summary>
    /// Removes what an earlier script wrote: it was taken over, or a kill left half of it. Nothing refers to it, once the index is read
    /// from a base again.
    /// </summary>
    public void ForgetNewObjects()
    {
        FolderRemoval.Remove(NewObjects);
        Directory.CreateDirectory(NewObjects);
    }

    /// <summary>Runs a script of git commands in the worktree; <c>$S</c> is <see cref="Folder"/>.</summary>
    /// <param name="baseId">The script's <c>$SLOP_BASE</c>.</param>
    public async Task<ProcessResult> RunAsync(string script, string baseId, CancellationToken cancellationToken)
    {
        // Whoever held it is gone: one activity at a time works on a worktree.
        File.Delete(_git.IndexFile + ".lock");
        var sandbox = _git.Program.Sandbox;
        var works = (await sandbox.ProbeAsync(cancellationToken)).Works;
        var request = new SandboxRequest
        {
            Command = $"set -e; cd \"$SLOP_WORKTREE\"\n{script}",
            Worktree = Folder,
            Timeout = Git.CommandTimeout,
            IsShort = true,
            UnixSockets = false,
            ReadOnly = [_git.GitDir, .. GitObjects.AllFolders(_commonDir), .. WritesWorktree ? [] : OfWorktree],
            Writable = WritesWorktree ? OfWorktree : [],
            Overlays = Overlays,
            Environment = Environment(baseId, works),
        };
        return await (works ? sandbox.RunAsync(request, cancellationToken) : sandbox.RunDirectAsync(request, cancellationToken));
    }

    /// <summary>The same for a script that has no reason to fail.</summary>
    /// <param name="purpose">As the rest of "Git could not …".</param>
    /// <exception cref="GitException">It failed.</exception>
    public async Task MustAsync(string purpose, string script, string baseId, CancellationToken cancellationToken)
    {
        var result = await RunAsync(script, baseId, cancellationToken);
        if (!result.Succeeded)
        {
            throw GitException.Failed(_git.Call(purpose), result);
        }
    }

    /// <summary>The filters that run in its scripts.</summary>
    public async Task<IReadOnlyList<string>> RunningFiltersAsync(CancellationToken cancellationToken) =>
        (await _git.Program.Sandbox.ProbeAsync(cancellationToken)).Works ? _git.AllowedFilters : [];

    private string[] OfWorktree => [_worktree];

    private static string FolderOf(string worktree) => Path.Combine(Scratch.For(worktree).Private, "git");

    private Dictionary<string, string> Environment(string baseId, bool isConfined) => new(GitEnvironment.For(Call(isConfined)))
    {
        ["GIT_DIR"] = _git.GitDir,
        ["GIT_WORK_TREE"] = _worktree,
        ["GIT_OBJECT_DIRECTORY"] = NewObjects,
        ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = Quoted(GitObjects.FolderOf(_commonDir)),
        ["S"] = Folder,
        ["SLOP_WORKTREE"] = _worktree,
        ["SLOP_BASE"] = baseId,
    };

    // What it writes is made again after a crash.
    private GitCall Call(bool isConfined) => _git.Call("") with
    {
        Config = [.. isConfined ? _git.ConfinedDrivers : _git.DisabledDrivers, new("core.fsync", "none")],
    };

    // A list divided by colons, whose members may be quoted.
    private static string Quoted(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
