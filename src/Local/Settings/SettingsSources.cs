namespace SlopTemporal.Local.Settings;

/// <summary>The layers, from the weakest to the strongest; each may be missing.</summary>
public sealed record SettingsSources
{
    /// <summary>Name of the settings file in a repository.</summary>
    public const string RepositoryFileName = "slop.json";

    public string? UserFile { get; init; }

    public string? RepositoryFile { get; init; }

    public RepositoryTrust Repository { get; init; }

    /// <summary>Variables by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of flags by name of the setting, such as <c>sandbox</c>.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>The layers of this process for a repository.</summary>
    /// <param name="repository">Its root; null: none.</param>
    public static SettingsSources Here(string? repository, RepositoryTrust trust, IReadOnlyDictionary<string, string> flags) => new()
    {
        UserFile = DefaultUserFile(),
        RepositoryFile = repository is null ? null : Path.Combine(repository, RepositoryFileName),
        Repository = trust,
        Environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? ""),
        Flags = flags,
    };

    /// <summary><c>slop/settings.json</c> in the user's configuration folder.</summary>
    public static string DefaultUserFile() =>
        Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.ApplicationData, System.Environment.SpecialFolderOption.DoNotVerify), "slop", "settings.json");
}

/// <summary>Whether a person confirmed the repository's settings file.</summary>
public enum RepositoryTrust
{
    /// <summary>It may raise protection, and no more.</summary>
    Unconfirmed,

    Confirmed,
}
