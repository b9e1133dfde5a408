using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Sandbox;

/// <summary>
/// The file system as a command sees it: the system's folders and the person's tools to read, one worktree to write, and nothing else of
/// the machine.
/// </summary>
internal sealed class SandboxView(SlopHome home, SandboxRequest request, ToolFolders tools)
{
    /// <summary>What processes of a command may share.</summary>
    private const long SharedMemoryBytes = 256 << 20;

    /// <summary>What a folder may hold that programs expect to be there.</summary>
    private const long EmptyBytes = 16 << 20;

    // The command's own home folder lies beneath the last one.
    private static readonly string[] EmptyFolders = ["/run", "/var/run", "/home"];

    private static readonly string UserHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>For bubblewrap, in order: later ones lie on top of earlier ones.</summary>
    /// <param name="door">The program that becomes the command.</param>
    public IReadOnlyList<string> Arguments(DoorProgram door)
    {
        var scratch = Scratch.For(request.Worktree);
        var gitLink = Path.Combine(request.Worktree, ".git");
        var (own, worktree) = request.UsesFixedPlaces
            ? (SandboxPlaces.Home, SandboxPlaces.Repository)
            : (Posix.RealPath(scratch.Home), Posix.RealPath(request.Worktree));
        return
        [
            .. SystemFolders.Arguments,
            // It could be filled too, but for what belongs into it.
            "--dev", "/dev", .. Memory("/dev/shm", SharedMemoryBytes), "--remount-ro", "/dev",
            "--proc", "/proc",
            // As root, a system setting could be written in spite of everything else.
            "--remount-ro", "/proc",
            .. Memory("/tmp", request.Limits.TempBytes), .. Memory("/var/tmp", request.Limits.TempBytes),
            .. EmptyFolders.SelectMany(folder => Memory(folder, EmptyBytes)),
            .. Tools(),
            "--bind", scratch.Home, own,
            "--bind", request.Worktree, worktree,
            .. ToolManagers.HomeFiles(UserHome)
                .SelectMany(file => new[] { "--ro-bind", Path.Combine(UserHome, file), Path.Combine(own, file) }),
            .. Existing(request.ReadOnly).SelectMany(path => new[] { "--ro-bind", path, path }),
            .. Existing(request.Writable).SelectMany(path => new[] { "--bind", path, path }),
            .. request.UsesFixedPlaces && GitView.ReadFrom(scratch) is { } git ? git.Arguments(request.Worktree, request.Overlays, worktree)
                : Path.Exists(gitLink) ? ["--ro-bind", gitLink, Path.Combine(worktree, ".git")]
                : Array.Empty<string>(),
            .. door.Mounts,
            "--remount-ro", "/",
        ];
    }

    /// <summary>Whether something of the machine that may lie at the path is not shown to commands.</summary>
    /// <remarks>Only the first folder of the path is looked up: what else exists is no business of whoever reads the hint.</remarks>
    public static bool Hides(string path)
    {
        var top = "/" + path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        string[] own = ["/tmp", "/var/tmp", "/run", "/dev", "/proc", SandboxPlaces.Home, SandboxPlaces.Git];
        string[] shown = [.. own, .. ToolFolders.Current().Folders];
        return Directory.Exists(top) && !SystemFolders.Has(path) && !Array.Exists(shown, folder => IsWithin(path, folder));
    }

    // Outer folders first, or they would hide the inner ones. A tool that lies where SLOP_HOME does is not shown: a link in it could lead
    // to what other tracks have.
    private IEnumerable<string> Tools()
    {
        var managers = ToolManagers.Current.Select(manager => manager.Folder);
        var shown = Existing([.. tools.Folders, .. managers, .. Optional(PackageCache.Folder)])
            .Where(folder => !Touches(folder, home))
            .Order(StringComparer.Ordinal).ToList();
        var outermost = shown.Where(folder => !shown.Exists(outer => outer != folder && IsWithin(folder, outer))).ToList();
        return
        [
            .. outermost.SelectMany(folder => new[] { "--ro-bind", folder, folder }),
            .. tools.Links.Where(link => !outermost.Exists(folder => IsWithin(link.Path, folder)))
                .SelectMany(link => new[] { "--symlink", link.Target, link.Path }),
        ];
    }

    /// <summary>Whether a path lies in SLOP_HOME, or SLOP_HOME in it.</summary>
    public static bool Touches(string path, SlopHome home)
    {
        var (real, root) = (Posix.RealPath(path), Posix.RealPath(home.Root));
        return IsWithin(real, root) || IsWithin(root, real);
    }

    // Without a size each of them takes half of the machine's memory.
    private static string[] Memory(string folder, long bytes) => ["--size", $"{bytes}", "--tmpfs", folder];

    public static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Existing(IEnumerable<string> paths) => paths.Where(Path.Exists).Select(Posix.RealPath).Distinct();

    private static string[] Optional(string? path) => string.IsNullOrEmpty(path) ? [] : [path];
}
