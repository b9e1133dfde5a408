using System.Net.Sockets;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>A shell command and what it may reach.</summary>
public sealed record SandboxRequest
{
    /// <summary>A line for <c>/bin/sh -c</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The only folder of the person that it may write; it starts there.</summary>
    public required string Worktree { get; init; }

    /// <summary>
    /// True: the worktree and its home folder are seen at <see cref="SandboxPlaces"/>, the same for every worktree, so that what a
    /// command notes of its paths holds in another one too. Only in the sandbox; else they are seen where they are.
    /// </summary>
    public bool UsesFixedPlaces { get; init; }

    /// <summary>Folders that are laid over others before the command starts, and are gone when it ends.</summary>
    public IReadOnlyList<SandboxOverlay> Overlays { get; init; } = [];

    /// <summary>True: it is ours, short (<see cref="ProcessSpec.IsShort"/>), and does not give way to others.</summary>
    public bool IsShort { get; init; }

    /// <summary>No command is without a limit.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What it may take of the machine.</summary>
    public SandboxLimits Limits { get; init; } = SandboxLimits.Default;

    /// <summary>
    /// Answers at the listener that is the command's only way to other machines, until it is cancelled. Null: it has no network.
    /// </summary>
    public Func<Socket, CancellationToken, Task>? Network { get; init; }

    /// <summary>Whether it may make Unix sockets: parallel builds do.</summary>
    public bool UnixSockets { get; init; } = true;

    /// <summary>More folders that it may read although they lie in a hidden one.</summary>
    public IReadOnlyList<string> ReadOnly { get; init; } = [];

    /// <summary>More folders that it may write.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>Files of its home folder, where it has none of that name yet.</summary>
    public IReadOnlyList<HomeFile> HomeFiles { get; init; } = [];

    /// <summary>More variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public int KeptBytes { get; init; } = ProcessSpec.DefaultKeptBytes;

    /// <summary>Called with each piece of output as it comes.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Called once, when it has started.</summary>
    public Action? OnStarted { get; init; }
}

/// <summary>A file of the home folder of commands.</summary>
/// <param name="Path">Below the folder.</param>
public sealed record HomeFile(string Path, string Text);

/// <summary>A folder that is seen through another one: what is written goes to the upper folder, the lower one stays as it is.</summary>
/// <param name="Lower">Not changed by anybody while it lies below.</param>
/// <param name="Upper">What was written; on the file system of <paramref name="Work"/>.</param>
/// <param name="Work">An empty folder that the kernel needs.</param>
/// <param name="Mount">An empty folder in whose place both are seen.</param>
public sealed record SandboxOverlay(string Lower, string Upper, string Work, string Mount);

/// <summary>Whether commands can be confined here.</summary>
/// <param name="Reason">Why not, with the way out; empty if it works.</param>
public sealed record SandboxVerdict(bool Works, string Reason);
