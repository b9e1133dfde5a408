using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// The program between bubblewrap and a command (src/Door): it sets limits, refuses system calls, and hands out the command's one way to
/// the network.
/// </summary>
/// <param name="Line">How it is started in the sandbox.</param>
/// <param name="Folder">Where it lies on this side; it is seen at <see cref="SandboxPlaces.Door"/>.</param>
internal sealed record DoorProgram(IReadOnlyList<string> Line, string Folder)
{
    private const string NativeName = "slop-door";
    private const string AssemblyName = "SlopTemporal.Door.dll";

    // Where this program is a single file, nothing lies beside it.
    private static readonly string Beside = Path.Combine(AppContext.BaseDirectory, "door");

    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(10);

    /// <summary>The native one if it runs here, else the one for the framework, which takes some 40 ms longer at each start.</summary>
    /// <exception cref="ProcessStartException">There is neither.</exception>
    public static async Task<DoorProgram> FindAsync(ProcessRunner runner)
    {
        var native = Path.Combine(Beside, NativeName);
        if (ProgramPath.IsExecutable(native) && await RunsAsync(runner, native))
        {
            return new([SandboxPlaces.DoorFile(NativeName)], Beside);
        }

        return ProgramPath.Find("dotnet") is { } dotnet && File.Exists(Path.Combine(Beside, AssemblyName))
            ? new([Posix.RealPath(dotnet), SandboxPlaces.DoorFile(AssemblyName)], Beside)
            : throw ProcessStartException.NotFound(native);
    }

    /// <summary>Whether it is the native one.</summary>
    public bool IsNative => Line.Count == 1;

    /// <summary>For bubblewrap: makes it visible.</summary>
    public IReadOnlyList<string> Mounts => ["--ro-bind", Folder, SandboxPlaces.Door];

    /// <summary>For bubblewrap, in place of the command.</summary>
    public IReadOnlyList<string> Arguments(SandboxRequest request, NetworkDoor? network, IReadOnlyList<string> command) =>
    [
        .. Line,
        .. network?.Arguments ?? [],
        .. request.Limits.DoorArguments,
        .. request.UnixSockets ? Array.Empty<string>() : ["--no-unix"],
        "--", .. command,
    ];

    // Made for another C library or processor, it does not start.
    private static async Task<bool> RunsAsync(ProcessRunner runner, string file)
    {
        try
        {
            var spec = new ProcessSpec { File = file, WorkingDirectory = Beside, Timeout = TryLimit, IsShort = true };
            return (await runner.RunAsync(spec, CancellationToken.None)).Succeeded;
        }
        catch (ProcessStartException)
        {
            return false;
        }
    }
}
