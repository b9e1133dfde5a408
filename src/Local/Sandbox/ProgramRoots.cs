namespace SlopTemporal.Local.Sandbox;

/// <summary>What programs need besides the folder of PATH that they are found in.</summary>
internal static class ProgramRoots
{
    /// <summary>
    /// Behind shims the version manager that they belong to, and behind a <c>bin</c> the libraries beside it, which links in it lead to.
    /// </summary>
    /// <param name="programs">Folders of PATH.</param>
    /// <param name="home">The person's home folder. What lies directly in it is theirs, and no program's.</param>
    public static IEnumerable<string> Behind(IEnumerable<string> programs, string home) =>
        programs.Select(Path.TrimEndingDirectorySeparator).SelectMany(folder => Behind(folder, Path.TrimEndingDirectorySeparator(home)));

    private static string[] Behind(string folder, string home) => (Path.GetFileName(folder), Path.GetDirectoryName(folder)) switch
    {
        (_, null) => [],
        (_, { } root) when root == home || home.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) => [],
        ("shims", { } root) => [root],
        ("bin", { } root) => [Path.Combine(root, "lib"), Path.Combine(root, "libexec")],
        _ => [],
    };
}
