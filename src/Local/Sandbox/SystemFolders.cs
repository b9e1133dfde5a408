namespace SlopTemporal.Local.Sandbox;

/// <summary>What belongs to the system: programs, libraries and their data, the same for all who use the machine.</summary>
internal static class SystemFolders
{
    /// <summary>Everything else of the machine is not there, whatever it holds: checkouts, data of services, sockets.</summary>
    private static readonly string[] Wanted =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/sys", "/nix", "/gnu", "/snap",
        // What distributions build out of their packages: TeX, Ruby, fonts, certificates.
        "/var/lib/texmf", "/var/lib/gems", "/var/lib/ca-certificates", "/var/cache/fontconfig",
    ];

    private const string Configuration = "/etc";
    private const UnixFileMode OthersRead = UnixFileMode.OtherRead;
    private const UnixFileMode OthersEnter = UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    private static readonly List<DirectoryInfo> There =
        [.. Wanted.Select(folder => new DirectoryInfo(folder)).Where(folder => folder.Exists)];

    private static readonly Recent<List<FileSystemInfo>> Hidden = new(TimeSpan.FromMinutes(1), FindPrivate);

    /// <summary>For bubblewrap; what is private was looked for within the last minute.</summary>
    public static IReadOnlyList<string> Arguments =>
    [
        .. There.SelectMany(folder => folder.LinkTarget is { } target
            ? ["--symlink", target, folder.FullName]
            : new[] { "--ro-bind", folder.FullName, folder.FullName }),
        .. Hidden.Value.Where(entry => Path.Exists(entry.FullName)).SelectMany(Hide),
    ];

    public static bool Has(string path) =>
        There.Exists(folder => path == folder.FullName || path.StartsWith(folder.FullName + "/", StringComparison.Ordinal));

    // The worker's user may read what others may not: keys, hashes of passwords; as root all of it.
    private static List<FileSystemInfo> FindPrivate()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Configuration))
        {
            return [];
        }

        var found = new DirectoryInfo(Configuration).EnumerateFileSystemInfos("*", Everything)
            .Where(entry => entry.LinkTarget is null && !IsPublic(entry)).ToList();
        var folders = found.OfType<DirectoryInfo>().Select(folder => folder.FullName + "/").ToList();
        return [.. found.Where(entry => !folders.Exists(folder => entry.FullName.StartsWith(folder, StringComparison.Ordinal)))];
    }

    private static bool IsPublic(FileSystemInfo entry)
    {
        var needed = entry is DirectoryInfo ? OthersEnter : OthersRead;
        return (entry.UnixFileMode & needed) == needed;
    }

    private static string[] Hide(FileSystemInfo entry) => entry is DirectoryInfo
        ? ["--size", "4096", "--tmpfs", entry.FullName, "--remount-ro", entry.FullName]
        : ["--ro-bind", "/dev/null", entry.FullName];
}
