using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>Confines commands: no network, nobody's files but the worktree's, no secrets, no processes left behind.</summary>
public sealed class Sandbox(SlopHome slopHome, ProcessRunner runner)
{
    /// <summary>Commands give way to the worker and the server.</summary>
    public const int Niceness = 10;

    private readonly Lock _lock = new();
    private Task<SandboxVerdict>? _verdict;
    private Task<bool>? _overlays;

    private static string? Bubblewrap => OperatingSystem.IsLinux() ? ProgramPath.Find("bwrap") : null;

    /// <summary>Whether it holds here: proven once, by a command that tries to get out.</summary>
    public Task<SandboxVerdict> ProbeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // For everyone, so nobody's cancellation ends it; the canary has a limit of its own.
            _verdict ??= Bubblewrap is null
                ? Task.FromResult(Missing())
                : new SandboxCanary(slopHome, Wrap, runner).TryAsync(CancellationToken.None);
        }

        return _verdict.WaitAsync(cancellationToken);
    }

    /// <summary>Whether <see cref="SandboxRequest.Overlays"/> work here: tried once. Only where the sandbox itself works.</summary>
    public Task<bool> CanOverlayAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _overlays ??= OverlayMounts.HasPrograms
                ? new OverlayProbe(slopHome, Wrap, runner).TryAsync()
                : Task.FromResult(false);
        }

        return _overlays.WaitAsync(cancellationToken);
    }

    /// <summary>The command inside the sandbox. Only for where <see cref="ProbeAsync"/> says that it works.</summary>
    /// <exception cref="ProcessStartException">There is no bubblewrap.</exception>
    public ProcessSpec Wrap(SandboxRequest request)
    {
        var home = Directory.CreateDirectory(Scratch.For(request.Worktree).Home).FullName;
        var bubblewrap = Bubblewrap ?? throw ProcessStartException.NotFound("bwrap");
        string[] share = request.Network == SandboxNetwork.Host ? ["--share-net"] : [];
        var isOverlaid = request.Overlays.Count > 0;
        string[] line =
        [
            bubblewrap,
            "--unshare-all", "--unshare-user", "--disable-userns", .. share,
            .. isOverlaid ? ["--uid", Posix.UserId, "--gid", Posix.GroupId] : Array.Empty<string>(),
            "--cap-drop", "ALL", "--die-with-parent", "--new-session",
            .. new SandboxView(slopHome, request).Arguments(),
            "--chdir", request.UsesFixedPlaces ? SandboxPlaces.Repository : request.Worktree,
            "--", .. ShellLine(request),
        ];
        var environment = SandboxEnvironment.For(request, request.UsesFixedPlaces ? SandboxPlaces.Home : home);
        return Spec(request, environment, isOverlaid ? OverlayMounts.Wrap(request.Overlays, line) : line);
    }

    /// <summary>The command without a sandbox, for machines and commands that a person trusts: only its environment is clean.</summary>
    public ProcessSpec Direct(SandboxRequest request)
    {
        var home = Directory.CreateDirectory(Scratch.For(request.Worktree).Home).FullName;
        var environment = SandboxEnvironment.For(request, home);
        var mark = environment[OrphanedCommands.Variable] = OrphanedCommands.NextMark(slopHome);
        return Spec(request, environment, ShellLine(request)) with { OnEnded = () => OrphanedCommands.KillRest(mark) };
    }

    private static ProcessSpec Spec(SandboxRequest request, Dictionary<string, string> environment, IReadOnlyList<string> line)
    {
        var nice = request.IsShort ? null : ProgramPath.Find("nice");
        IReadOnlyList<string> whole = nice is null ? line : [nice, "-n", $"{Niceness}", .. line];
        return new()
        {
            File = whole[0],
            Arguments = [.. whole.Skip(1)],
            WorkingDirectory = request.Worktree,
            Environment = environment,
            Timeout = request.Timeout,
            IsShort = request.IsShort,
            KeptBytes = request.KeptBytes,
            OnOutput = request.OnOutput,
            OnStarted = static () => CrashPoint.Hit(CrashPoints.CommandStarted),
        };
    }

    // One stream for both, so that they stay in order; no core files in the worktree.
    private static string[] ShellLine(SandboxRequest request) => ["/bin/sh", "-c", "exec 2>&1; ulimit -c 0; " + request.Command];

    private static SandboxVerdict Missing() => new(false, OperatingSystem.IsLinux()
        ? "Bubblewrap is not installed. Install the package 'bubblewrap'."
        : "There is a sandbox for Linux only. Run SlopTemporal in a Linux container or virtual machine.");
}
