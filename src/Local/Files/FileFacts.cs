namespace SlopTemporal.Local.Files;

/// <summary>Kind, size and mode of a file.</summary>
internal sealed record FileFacts(FileKind Kind, long Size, uint Links, UnixFileMode Mode)
{
    private const int TypeMask = 0xF000;
    private const int ModeMask = 0x1FF;

    public FileFacts(Posix.Statx status)
        : this(KindOf(status.Mode & TypeMask), status.Size, status.Links, (UnixFileMode)(status.Mode & ModeMask))
    {
    }

    /// <summary>Where the system call is missing: pipes pass for files, and hard links are not seen.</summary>
    public static FileFacts? FromPath(string path)
    {
        var info = new FileInfo(path);
        var mode = OperatingSystem.IsWindows() || !info.Exists ? UnixFileMode.None : info.UnixFileMode;
        return info switch
        {
            { LinkTarget: not null } => new(FileKind.Link, 0, 1, UnixFileMode.None),
            { Exists: true } => new(FileKind.File, info.Length, 1, mode),
            _ => Directory.Exists(path) ? new(FileKind.Folder, 0, 1, UnixFileMode.None) : null,
        };
    }

    private static FileKind KindOf(int type) => type switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Link,
        _ => FileKind.Other,
    };
}

/// <summary>What to do with symbolic links on the way.</summary>
internal enum LinkUse
{
    /// <summary>Follow those that stay beneath the root.</summary>
    Follow,

    Refuse,
}
