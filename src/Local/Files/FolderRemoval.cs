using System.Globalization;
using System.Text;

namespace SlopTemporal.Local.Files;

/// <summary>
/// Removes a folder with all that is in it, links not followed: names that are not UTF-8, paths longer than the system takes, and
/// folders whose owner's permissions a command took away.
/// </summary>
public static class FolderRemoval
{
    /// <summary>What is gone already is done.</summary>
    public static void Remove(string? path)
    {
        if (!Directory.Exists(path))
        {
            return;
        }

        // Fast, and enough for nearly all.
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (OperatingSystem.IsLinux() && e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            RemoveFlattened(Encoding.UTF8.GetBytes(path));
        }
    }

    /// <summary>Moves each inner folder to the top before its parent goes, so that no path gets longer than two names.</summary>
    private static void RemoveFlattened(byte[] root)
    {
        var moved = 0;
        PosixPaths.GiveOwnerAll(root);
        for (var folders = RemoveFiles(root); folders.Count > 0; folders = RemoveFiles(root))
        {
            foreach (var folder in folders)
            {
                PosixPaths.GiveOwnerAll(folder);
                foreach (var inner in RemoveFiles(folder))
                {
                    // A folder that changes its parent is written itself.
                    PosixPaths.GiveOwnerAll(inner);
                    var name = string.Create(CultureInfo.InvariantCulture, $".slop-removed-{++moved}");
                    PosixPaths.Rename(inner, Join(root, Encoding.UTF8.GetBytes(name)));
                }

                PosixPaths.RemoveFolder(folder);
            }
        }

        PosixPaths.RemoveFolder(root);
    }

    /// <summary>Removes what is no folder, and returns the paths of the folders that are left.</summary>
    private static List<byte[]> RemoveFiles(byte[] folder)
    {
        var folders = new List<byte[]>();
        foreach (var path in PosixPaths.NamesIn(folder).Select(name => Join(folder, name)))
        {
            if (PosixPaths.FactsOf(path)?.Kind == FileKind.Folder)
            {
                folders.Add(path);
            }
            else
            {
                PosixPaths.RemoveFile(path);
            }
        }

        return folders;
    }

    private static byte[] Join(byte[] folder, byte[] name) => [.. folder, (byte)'/', .. name];
}
