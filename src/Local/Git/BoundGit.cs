using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>
/// Git on the objects and refs of one repository, or in one checkout of it: git's folder is named, and the drivers are switched off.
/// </summary>
/// <param name="Folder">Working directory of the commands.</param>
/// <param name="DisabledDrivers">Settings that keep the repository's own drivers from being run.</param>
internal sealed record BoundGit(
    Git Program, string Folder, string GitDir, IReadOnlyList<KeyValuePair<string, string>> DisabledDrivers)
{
    /// <summary>Filters that the repository defines and the person allows: they run in the sandbox only.</summary>
    public IReadOnlyList<string> AllowedFilters { get; init; } = [];

    /// <summary>The settings of a git in the sandbox: those filters are not switched off.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ConfinedDrivers { get; init; } = DisabledDrivers;

    /// <summary>The checkout whose files the commands read and write; null: they know objects and refs only.</summary>
    public string? WorkTree { get; init; }

    /// <summary>The index to use instead of the checkout's own.</summary>
    public string? IndexFile { get; init; }

    /// <summary>The same repository, in one checkout of it.</summary>
    public BoundGit In(string checkout, string gitDir) => this with { Folder = checkout, GitDir = gitDir, WorkTree = checkout };

    public GitCall Call(string purpose, params IReadOnlyList<string> arguments) => new(purpose, arguments)
    {
        Folder = Folder,
        GitDir = GitDir,
        WorkTree = WorkTree,
        IndexFile = IndexFile,
        Config = DisabledDrivers,
    };

    public Task<ProcessResult> RunAsync(GitCall call, CancellationToken cancellationToken) => Program.RunAsync(call, cancellationToken);

    /// <summary>What the command prints.</summary>
    public async Task<string> OutputAsync(GitCall call, CancellationToken cancellationToken) =>
        (await RunAsync(call, cancellationToken)).StandardOutput.Text;
}
