namespace SlopTemporal.Local.Git;

/// <summary>Removes a folder with all that is in it, links not followed, even where a command removed the owner's permissions.</summary>
internal static class FolderRemoval
{
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Remove(string? path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException && !OperatingSystem.IsWindows())
        {
            RestorePermissions(path);
            Directory.Delete(path, recursive: true);
        }
    }

    private static void RestorePermissions(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, OwnerAll);
        }

        foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories().Where(inner => inner.LinkTarget is null))
        {
            RestorePermissions(inner.FullName);
        }
    }
}
