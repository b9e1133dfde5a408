namespace SlopTemporal.Local.Settings;

/// <summary>The layers, from the weakest to the strongest; each may be missing.</summary>
public sealed record SettingsSources
{
    /// <summary>Name of the settings file in a repository.</summary>
    public const string RepositoryFileName = "slop.json";

    /// <summary>What a profile of Temporal says, by name of the setting.</summary>
    public IReadOnlyDictionary<string, string> Profile { get; init; } = new Dictionary<string, string>();

    public string? UserFile { get; init; }

    public string? RepositoryFile { get; init; }

    public RepositoryTrust Repository { get; init; }

    /// <summary>Environment variables by name; those that are no settings are ignored.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of flags by name of the setting, such as <c>sandbox</c>.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>What whoever started this process has set: their file and their variables.</summary>
    public static SettingsSources ForCurrentUser() => new()
    {
        UserFile = DefaultUserFile(),
        Environment = System.Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
    };

    /// <summary><c>slop/settings.json</c> in the user's configuration folder.</summary>
    public static string DefaultUserFile()
    {
        var configuration = System.Environment.GetFolderPath(
            System.Environment.SpecialFolder.ApplicationData, System.Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(configuration, "slop", "settings.json");
    }
}

/// <summary>Whether a person confirmed the repository's settings file.</summary>
public enum RepositoryTrust
{
    /// <summary>It may raise protection, and no more.</summary>
    Unconfirmed,

    Confirmed,
}
