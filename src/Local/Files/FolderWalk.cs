using System.Text;

namespace SlopTemporal.Local.Files;

/// <summary>What lies beneath a folder, with names as bytes. Links are not followed.</summary>
/// <param name="Path">Relative to the folder.</param>
internal sealed record WalkEntry(BytePath Path, FileFacts Facts)
{
    public bool IsNamed(ReadOnlySpan<byte> name) => Path.Name.SequenceEqual(name);
}

/// <summary>Walks a folder that a command may have filled with anything.</summary>
internal static class FolderWalk
{
    /// <summary>Everything beneath the root, folders before what is in them; only the root's own <c>.git</c> is left out.</summary>
    /// <exception cref="PathTooLongException">A path is longer than the system takes.</exception>
    public static IEnumerable<WalkEntry> Run(string root)
    {
        var folders = new Stack<BytePath?>([null]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in List(root, folder))
            {
                yield return entry;
                if (entry.Facts.Kind == FileKind.Folder)
                {
                    folders.Push(entry.Path);
                }
            }
        }
    }

    private static IEnumerable<WalkEntry> List(string root, BytePath? folder)
    {
        var names = OperatingSystem.IsLinux() ? PosixPaths.NamesIn(FullPath(root, folder)) : PlainNames(root, folder);
        foreach (var name in names)
        {
            var path = folder is null ? new BytePath(name) : folder.Append(name);
            if ((folder is not null || !path.Name.SequenceEqual(".git"u8)) && FactsOf(root, path) is { } facts)
            {
                yield return new(path, facts);
            }
        }
    }

    /// <summary>Kind, size and mode of what has this path; null if there is nothing.</summary>
    public static FileFacts? FactsOf(string root, BytePath path) =>
        OperatingSystem.IsLinux() ? PosixPaths.FactsOf(FullPath(root, path)) : FileFacts.FromPath(Path.Combine(root, path.ToString()));

    public static void RemoveFile(string root, BytePath path)
    {
        if (OperatingSystem.IsLinux())
        {
            PosixPaths.RemoveFile(FullPath(root, path));
        }
        else
        {
            File.Delete(Path.Combine(root, path.ToString()));
        }
    }

    private static byte[] FullPath(string root, BytePath? path) =>
        path is null ? Encoding.UTF8.GetBytes(root) : [.. Encoding.UTF8.GetBytes(root), (byte)'/', .. path.Bytes];

    private static IEnumerable<byte[]> PlainNames(string root, BytePath? folder) =>
        Directory.EnumerateFileSystemEntries(folder is null ? root : Path.Combine(root, folder.ToString()))
            .Select(entry => Encoding.UTF8.GetBytes(Path.GetFileName(entry)));
}
