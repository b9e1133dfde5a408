namespace SlopTemporal.Starter.Tracks;

/// <summary>The file of patterns that a person's git ignores in every repository; their configuration counts nowhere else.</summary>
internal static class PersonalIgnores
{
    /// <summary>Path of the file; null: there is none.</summary>
    public static async Task<string?> FindAsync(
        IReadOnlyDictionary<string, string> environment, GitRepository repository, CancellationToken cancellationToken)
    {
        if (environment.GetValueOrDefault("HOME") is not { Length: > 0 } home)
        {
            return null;
        }

        var folder = environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".config");
        string[] configurations = [Path.Combine(home, ".gitconfig"), Path.Combine(folder, "git", "config")];
        foreach (var configuration in configurations.Where(File.Exists))
        {
            if (await repository.Uncommitted.FindExcludesAsync(configuration, cancellationToken) is { } named)
            {
                return named.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, named[2..]) : named;
            }
        }

        var usual = Path.Combine(folder, "git", "ignore");
        return File.Exists(usual) ? usual : null;
    }
}
