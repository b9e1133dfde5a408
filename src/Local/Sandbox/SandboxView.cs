using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>The file system as a command sees it: all of it read-only, private folders empty, one worktree writable.</summary>
internal sealed class SandboxView(SlopHome home, SandboxRequest request)
{
    private const string ResolverFile = "/etc/resolv.conf";

    // Where people, other programs' sockets and their temporary files are.
    private static readonly string[] PrivateFolders = ["/tmp", "/var/tmp", "/run", "/var/run", "/home", "/root", "/mnt", "/media"];

    /// <summary>What a folder may hold that is only there to hide another one.</summary>
    private const long HiddenBytes = 16 << 20;

    /// <summary>What processes of a command may share.</summary>
    private const long SharedMemoryBytes = 256 << 20;

    private readonly List<string> _hidden = FindHidden(home);

    /// <summary>For bubblewrap, in order: later ones lie on top of earlier ones.</summary>
    public IReadOnlyList<string> Arguments()
    {
        var scratch = Scratch.For(request.Worktree);
        var gitLink = Path.Combine(request.Worktree, ".git");
        string[] readOnly =
        [
            .. ProgramFolders().Where(IsHidden),
            .. Optional(PackageCache.Folder),
            .. request.ReadOnly,
            .. Resolver(),
        ];
        var (home, worktree) = request.UsesFixedPlaces
            ? (SandboxPlaces.Home, SandboxPlaces.Repository)
            : (Posix.RealPath(scratch.Home), Posix.RealPath(request.Worktree));
        return
        [
            "--ro-bind", "/", "/",
            // It could be filled too, but for what belongs into it.
            "--dev", "/dev", .. Memory("/dev/shm", SharedMemoryBytes), "--remount-ro", "/dev",
            "--proc", "/proc",
            // As root, a system setting could be written in spite of everything else.
            "--remount-ro", "/proc",
            .. _hidden.SelectMany(folder => Memory(folder, IsTemp(folder) ? request.TempBytes : HiddenBytes)),
            // First, because a person's own programs may lie beneath.
            "--bind", scratch.Home, home,
            "--bind", request.Worktree, worktree,
            .. Existing(readOnly).SelectMany(path => new[] { "--ro-bind", path, path }),
            .. Existing(request.Writable).SelectMany(path => new[] { "--bind", path, path }),
            .. request.UsesFixedPlaces && GitView.ReadFrom(scratch) is { } git ? git.Arguments(request.Worktree, request.Overlays, worktree)
                : Path.Exists(gitLink) ? ["--ro-bind", gitLink, Path.Combine(worktree, ".git")]
                : Array.Empty<string>(),
        ];
    }

    // Without a size each of them takes half of the machine's memory.
    private static string[] Memory(string folder, long bytes) => ["--size", $"{bytes}", "--tmpfs", folder];

    private static bool IsTemp(string folder) =>
        new[] { "/tmp", "/var/tmp", Path.GetTempPath() }.Where(Directory.Exists).Any(temp => Posix.RealPath(temp) == folder);

    private static List<string> FindHidden(SlopHome home)
    {
        var hidden = new List<string>();
        string[] wanted =
            [.. PrivateFolders, Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), home.Root];
        var existing = wanted.Where(Directory.Exists).Select(Posix.RealPath).Select(Path.TrimEndingDirectorySeparator).Distinct();
        foreach (var folder in existing.OrderBy(path => path.Length))
        {
            if (folder != "/" && !hidden.Exists(outer => IsBeneath(folder, outer)))
            {
                hidden.Add(folder);
            }
        }

        return hidden;
    }

    // Programs that a person keeps in the home folder still have to be found.
    private static IEnumerable<string> ProgramFolders()
    {
        var dotnet = ProgramPath.Find("dotnet") is { } program ? Path.GetDirectoryName(Posix.RealPath(program)) : null;
        return
        [
            .. ProgramPath.Folders,
            .. ProgramRoots.Behind(ProgramPath.Folders, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
            .. Optional(dotnet),
            .. Optional(Environment.GetEnvironmentVariable("DOTNET_ROOT")),
        ];
    }

    private IEnumerable<string> Resolver()
    {
        var file = Posix.RealPath(ResolverFile);
        return request.Network == SandboxNetwork.Host && IsHidden(file) ? [file] : [];
    }

    // A hidden folder itself stays hidden, even if it is on PATH.
    private bool IsHidden(string path) =>
        _hidden.Exists(outer => IsBeneath(Posix.RealPath(path), outer)) && !_hidden.Contains(Path.TrimEndingDirectorySeparator(path));

    private static bool IsBeneath(string path, string outer) => path.StartsWith(outer + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Existing(IEnumerable<string> paths) => paths.Where(Path.Exists).Select(Posix.RealPath).Distinct();

    private static string[] Optional(string? path) => string.IsNullOrEmpty(path) ? [] : [path];
}
