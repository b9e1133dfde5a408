namespace SlopTemporal.Starter.Tracks;

/// <summary>The examples that came with the program.</summary>
internal static class Examples
{
    public const string Default = "ledger";

    private const string Branch = "main";

    /// <summary>Fixed, so that every run of an example starts from the same commit.</summary>
    private static readonly DateTimeOffset Date = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int MaxScriptBytes = 1024 * 1024;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "examples");

    public static IReadOnlyList<string> Names() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Whether a file is the script of an example, wherever it was copied to.</summary>
    public static bool IsScript(string path)
    {
        try
        {
            var bytes = GivenFile.Read(path, MaxScriptBytes);
            return Names().Select(ScriptOf).Any(s => File.Exists(s) && bytes.AsSpan().SequenceEqual(File.ReadAllBytes(s)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Copies an example into a folder, makes its repository, and returns the path of its track file.</summary>
    public static async Task<string> LayOutAsync(SlopHome home, string name, string target, CancellationToken cancellationToken)
    {
        if (!Names().Contains(name))
        {
            throw CliError.NoExample(name, Names());
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw CliError.FolderNotEmpty(target);
        }

        Copy(Path.Combine(Folder, name), target);
        var repository = Path.Combine(target, "repo");
        if (Directory.Exists(repository))
        {
            var git = await GitRepository.InitAsync(new(ProcessRunner.Shared, home), repository, Branch, cancellationToken);
            await git.CommitAllAsync("The example as it comes", Date, cancellationToken);
        }

        return Path.Combine(target, "track.json");
    }

    private static string ScriptOf(string name) => Path.Combine(Folder, name, TrackScript.DefaultName);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
