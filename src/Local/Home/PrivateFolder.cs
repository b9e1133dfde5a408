namespace SlopTemporal.Local.Home;

/// <summary>Folders that only their owner reads: they hold prompts, source and logs.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder, and what is missing above it, for the owner only.</summary>
    /// <remarks>The framework would leave the folders above it open to all, and whoever comes first makes the home.</remarks>
    public static string Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return path;
        }

        var missing = new Stack<string>();
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        while (!Directory.Exists(folder))
        {
            missing.Push(folder);
            folder = Path.GetDirectoryName(folder)!;
        }

        foreach (var created in missing)
        {
            Directory.CreateDirectory(created, OwnerOnly);
        }

        return path;
    }

    /// <summary>The same for the folder that a file is to lie in.</summary>
    public static void CreateFor(string file) => Create(Path.GetDirectoryName(Path.GetFullPath(file))!);
}
