using System.Runtime.InteropServices;

namespace SlopTemporal.Local.Processes;

/// <summary>A program to run: everything it gets, and nothing that is not written here.</summary>
public sealed record ProcessSpec
{
    /// <summary>Maximum of bytes of each stream that are kept, half from its start and half from its end.</summary>
    public const int DefaultKeptBytes = 512 * 1024;

    /// <summary>A path, or a name to be found on PATH.</summary>
    public required string File { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment of the program; nothing of ours is inherited.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What it reads from standard input; empty by default.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>
    /// True: it ends within moments by itself, and it may end a little after us. Then nothing ties it to us: that takes two more programs
    /// for each start, and longer than the program itself.
    /// </summary>
    public bool IsShort { get; init; }

    /// <summary>After this time the program is stopped. Null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    public int KeptBytes { get; init; } = DefaultKeptBytes;

    /// <summary>Called with each piece of output as it comes, from any thread.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Called once, when the program has started.</summary>
    public Action? OnStarted { get; init; }

    /// <summary>
    /// Watches the program, by its pid, until it has ended or is cancelled; if it returns, the program is killed, and what it returned is
    /// the reason. Null: nobody watches.
    /// </summary>
    public Func<int, CancellationToken, Task<string>>? Watch { get; init; }

    /// <summary>A descriptor that the program gets, at the number that it has here; closed here when the program has started.</summary>
    public SafeHandle? Descriptor { get; init; }

    /// <summary>Called once, when it has ended, however it did, or could not be started.</summary>
    public Action? OnEnded { get; init; }
}
