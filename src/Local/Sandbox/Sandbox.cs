using System.Net.Sockets;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// Confines commands: no network but through a proxy of ours, nobody's files but the worktree's, no secrets, a part of the machine, no
/// processes left behind.
/// </summary>
public sealed class Sandbox(SlopHome slopHome, ProcessRunner runner)
{
    private readonly Lock _lock = new();
    private readonly CommandHome _homes = new(runner);
    private Task<SandboxVerdict>? _verdict;
    private Task<bool>? _overlays;
    private Task<DoorProgram>? _door;

    private static string? Bubblewrap => OperatingSystem.IsLinux() ? ProgramPath.Find("bwrap") : null;

    /// <summary>Whether it holds here: proven once, by a command that tries to get out.</summary>
    public Task<SandboxVerdict> ProbeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // For everyone, so nobody's cancellation ends it; the canary has a limit of its own.
            _verdict ??= Bubblewrap is null
                ? Task.FromResult(Missing())
                : new SandboxCanary(slopHome, RunAsync, runner).TryAsync(CancellationToken.None);
        }

        return _verdict.WaitAsync(cancellationToken);
    }

    /// <summary>Whether <see cref="SandboxRequest.Overlays"/> work here: tried once. Only where the sandbox itself works.</summary>
    public Task<bool> CanOverlayAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _overlays ??= OverlayMounts.HasPrograms
                ? new OverlayProbe(slopHome, RunAsync).TryAsync()
                : Task.FromResult(false);
        }

        return _overlays.WaitAsync(cancellationToken);
    }

    /// <summary>How it works here, in words for people. Only where the sandbox itself works.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var door = await DoorAsync();
        var overlays = await CanOverlayAsync(cancellationToken);
        return string.Join("; ",
        [
            "commands stay inside: a test command could not get out",
            door.IsNative ? "system calls and limits by the native door" : "system calls and limits by the framework's door, 40 ms a start",
            overlays ? "checks on overlays" : "checks on copies, as the kernel allows no overlays",
            .. SandboxUser.IsRoot ? ["as root, processes are counted by the worker alone"] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Runs the command inside. Only where <see cref="ProbeAsync"/> says that it works.</summary>
    /// <exception cref="ProcessStartException">There is no bubblewrap.</exception>
    public async Task<ProcessResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        var (program, home) = (await DoorAsync(), await _homes.PrepareAsync(request));
        using var network = request.Network is null ? null : NetworkDoor.Open();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = network is null ? Task.CompletedTask : ServeAsync(network, request.Network!, over.Token);
        try
        {
            return await runner.RunAsync(Confine(request, home, program, network), cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await serving;
        }
    }

    /// <summary>
    /// Runs the command without a sandbox, for machines and commands that a person trusts: its environment is clean, its processes and
    /// memory are counted, and nothing of it stays.
    /// </summary>
    public async Task<ProcessResult> RunDirectAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        var environment = SandboxEnvironment.For(request, await _homes.PrepareAsync(request), ProgramPath.Folders);
        var mark = environment[OrphanedCommands.Variable] = OrphanedCommands.NextMark(slopHome);
        var spec = CommandLine.Spec(request, environment, CommandLine.Shell(request)) with
        {
            OnEnded = () => OrphanedCommands.KillRest(mark),
        };
        return await runner.RunAsync(spec, cancellationToken);
    }

    /// <summary>Those of a person's paths that commands may be shown: what other tracks have, the keys and the database are not.</summary>
    public IReadOnlyList<string> Openable(IEnumerable<string> paths) => [.. paths.Where(path => !SandboxView.Touches(path, slopHome))];

    /// <summary>What of a command's failure comes from the sandbox, each with the setting that opens it.</summary>
    /// <param name="exitCode">Not 0.</param>
    public static IReadOnlyList<string> Hints(SandboxRequest request, int exitCode, string output)
    {
        var opened = request.ReadOnly.Concat(request.Writable).ToList();
        return SandboxHints.Find(
            exitCode, output, request.Limits, request.Network is not null,
            path => SandboxView.Hides(path) && !opened.Exists(open => SandboxView.IsWithin(path, open)));
    }

    private ProcessSpec Confine(SandboxRequest request, string home, DoorProgram program, NetworkDoor? network)
    {
        var bubblewrap = Bubblewrap ?? throw ProcessStartException.NotFound("bwrap");
        var tools = ToolFolders.Current();
        string[] line =
        [
            bubblewrap,
            "--unshare-all", "--unshare-user", "--disable-userns", "--uid", SandboxUser.Id, "--gid", SandboxUser.Group,
            "--cap-drop", "ALL", "--die-with-parent", "--new-session",
            .. new SandboxView(slopHome, request, tools).Arguments(program),
            "--chdir", request.UsesFixedPlaces ? SandboxPlaces.Repository : request.Worktree,
            "--", .. program.Arguments(request, network, CommandLine.Shell(request)),
        ];
        var environment = SandboxEnvironment.For(request, request.UsesFixedPlaces ? SandboxPlaces.Home : home, tools.Path);
        var whole = request.Overlays.Count > 0 ? OverlayMounts.Wrap(request.Overlays, line) : line;
        return CommandLine.Spec(request, environment, whole) with { Descriptor = network?.Theirs };
    }

    private Task<DoorProgram> DoorAsync()
    {
        lock (_lock)
        {
            return _door ??= DoorProgram.FindAsync(runner);
        }
    }

    private static async Task ServeAsync(
        NetworkDoor door, Func<Socket, CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        try
        {
            using var listener = await door.TakeListenerAsync(cancellationToken);
            if (listener is not null)
            {
                await serve(listener, cancellationToken);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The command is over, or has closed what it had.
        }
    }

    private static SandboxVerdict Missing() => new(false, OperatingSystem.IsLinux()
        ? "Bubblewrap is not installed. Install the package 'bubblewrap'."
        : "There is a sandbox for Linux only. Run SlopTemporal in a Linux container or virtual machine.");
}
