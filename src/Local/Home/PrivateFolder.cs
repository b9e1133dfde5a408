namespace SlopTemporal.Local.Home;

/// <summary>Folders that only their owner reads: they hold prompts, source and logs.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, and what is missing above it: the framework would leave those open to all, and whoever comes first makes the home.</summary>
    public static string Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return path;
        }

        var missing = new Stack<string>();
        for (var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); !Directory.Exists(folder); folder = Path.GetDirectoryName(folder)!)
        {
            missing.Push(folder);
        }

        foreach (var folder in missing)
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        return path;
    }

    /// <summary>The same for the folder that a file is to lie in.</summary>
    public static void CreateFor(string file) => Create(Path.GetDirectoryName(Path.GetFullPath(file))!);
}
