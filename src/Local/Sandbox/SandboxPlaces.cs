namespace SlopTemporal.Local.Sandbox;

/// <summary>Where commands see their folders in the sandbox, whichever worktree it is.</summary>
public static class SandboxPlaces
{
    // A folder that is empty in the sandbox, so that anything can be put there.
    private static readonly string Root = Posix.RealPath(Directory.Exists("/home") ? "/home" : "/tmp");

    /// <summary>The home folder, with the caches of package managers.</summary>
    public static string Home { get; } = Path.Combine(Root, "agent");

    /// <summary>Top of the repository.</summary>
    public static string Repository { get; } = Path.Combine(Home, "repo");

    /// <summary>The git folder of commands.</summary>
    public static string Git { get; } = Path.Combine(Root, "agent-git");

    /// <summary>Port of 127.0.0.1 in the network of a command where its proxy answers, and nothing else when it starts.</summary>
    public const ushort ProxyPort = 3128;

    /// <summary>The folder of the program that becomes the command.</summary>
    internal static string Door { get; } = "/slop-door";

    internal static string DoorFile(string name) => Path.Combine(Door, name);

    /// <summary>A path within the repository as a command prints it, relative to its top; any other path stays as it is.</summary>
    public static string ToRelative(string path) => path == Repository ? "."
        : path.StartsWith(Repository + "/", StringComparison.Ordinal) ? path[(Repository.Length + 1)..]
        : path;
}
