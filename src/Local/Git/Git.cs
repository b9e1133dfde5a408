using System.Text.RegularExpressions;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>The only place that runs git.</summary>
/// <param name="sandbox">Where it works on files that a model wrote.</param>
public sealed partial class Git(ProcessRunner runner, SlopHome home, Sandbox.Sandbox sandbox)
{
    /// <summary>No git command takes longer, where it does not say so.</summary>
    public static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The first git that merges without a worktree and heeds settings from the environment.</summary>
    public static readonly Version OldestVersion = new(2, 38);

    private const int KeptBytes = 64 * 1024 * 1024;
    private bool _checked;

    /// <summary>With a sandbox of its own, which is tried when it is needed first.</summary>
    public Git(ProcessRunner runner, SlopHome home)
        : this(runner, home, new(home, runner))
    {
    }

    public SlopHome Home => home;

    /// <summary>Names of filters that the person allows to run, in the sandbox. Default: none.</summary>
    public Func<IReadOnlyList<string>> AllowedFilters { get; init; } = () => [];

    /// <summary>Where removed worktrees go.</summary>
    public Trash Trash { get; } = new(home);

    internal KnownRepositories Known { get; } = new();

    internal ProcessRunner Runner => runner;

    internal Sandbox.Sandbox Sandbox => sandbox;

    /// <exception cref="GitException">There is no git, it is too old, or the command failed.</exception>
    internal async Task<ProcessResult> RunAsync(GitCall call, CancellationToken cancellationToken)
    {
        await CheckVersionAsync(cancellationToken);
        var result = await StartAsync(call, cancellationToken);
        return result.Succeeded || (!result.TimedOut && call.AcceptedExitCodes.Contains(result.ExitCode))
            ? result
            : throw GitException.Failed(call, result);
    }

    /// <summary>The version that is installed.</summary>
    /// <exception cref="GitException">There is no git.</exception>
    public async Task<Version> VersionAsync(CancellationToken cancellationToken)
    {
        var result = await StartAsync(new("tell its version", "version") { Folder = Path.GetTempPath() }, cancellationToken);
        return VersionNumber().Match(result.StandardOutput.Text) is { Success: true } match
            ? Version.Parse(match.Value)
            : throw new GitException(GitProblem.NoGit, $"'git version' answered '{result.Output.Trim()}', which names no version.");
    }

    private async Task<ProcessResult> StartAsync(GitCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await runner.RunAsync(SpecOf(call), cancellationToken);
        }
        catch (ProcessStartException e) when (ProgramPath.Find("git") is null)
        {
            throw new GitException(GitProblem.NoGit, $"{e.Message} SlopTemporal works on git repositories.");
        }
    }

    private static ProcessSpec SpecOf(GitCall call)
    {
        string[] places = [.. Option("--git-dir", call.GitDir), .. Option("--work-tree", call.WorkTree)];
        return new()
        {
            File = "git",
            Arguments = [.. places, .. call.Arguments],
            WorkingDirectory = call.Folder,
            Environment = GitEnvironment.For(call),
            Input = call.Input,
            Timeout = call.Timeout,
            IsShort = true,
            KeptBytes = KeptBytes,
        };
    }

    private static string[] Option(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        if (_checked)
        {
            return;
        }

        var version = await VersionAsync(cancellationToken);
        if (version < OldestVersion)
        {
            throw new GitException(GitProblem.GitTooOld, $"Git {version} is too old; {OldestVersion} or newer is needed.");
        }

        _checked = true;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex VersionNumber();
}
