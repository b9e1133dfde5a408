namespace SlopTemporal.Local.Sandbox;

/// <summary>Where managers of tools keep what they installed, and how their programs find it from another home folder.</summary>
/// <remarks>None of these folders holds what signs a person in; <c>~/.cargo</c> does, and is not among them.</remarks>
internal static class ToolManagers
{
    /// <summary>Beneath the person's home folder, and the variable that names the place; null: there is none, or none is needed.</summary>
    private static readonly (string Folder, string? Variable)[] Known =
    [
        (".rustup", "RUSTUP_HOME"),
        (".pyenv", "PYENV_ROOT"),
        (".rbenv", "RBENV_ROOT"),
        (".nodenv", "NODENV_ROOT"),
        (".goenv", "GOENV_ROOT"),
        (".jenv", "JENV_ROOT"),
        (".nvm", "NVM_DIR"),
        (".volta", "VOLTA_HOME"),
        (".asdf", "ASDF_DATA_DIR"),
        (".sdkman", "SDKMAN_DIR"),
        (".dotnet", null),
        (".bun", null),
        (".deno", null),
        (".ghcup", null),
        (".elan", "ELAN_HOME"),
        (".juliaup", null),
        (".opam", "OPAMROOT"),
        (".local/share/mise", "MISE_DATA_DIR"),
        (".local/share/uv/python", "UV_PYTHON_INSTALL_DIR"),
        (".local/share/uv/tools", "UV_TOOL_DIR"),
        (".local/share/fnm", "FNM_DIR"),
        (".local/share/pnpm", null),
        (".local/share/pipx/venvs", null),
        (".local/pipx/venvs", null),
        // Browsers for tests.
        (".cache/ms-playwright", "PLAYWRIGHT_BROWSERS_PATH"),
        (".cache/puppeteer", "PUPPETEER_CACHE_DIR"),
        (".cache/Cypress", "CYPRESS_CACHE_FOLDER"),
    ];

    /// <summary>Versions that a person chose for all folders; asdf's shims do nothing without it.</summary>
    private const string ChosenVersions = ".tool-versions";

    /// <summary>The variables that name other places.</summary>
    public static IEnumerable<string> Variables => Known.Select(known => known.Variable).OfType<string>();

    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Those that the worker's user has.</summary>
    public static IReadOnlyList<(string Folder, string? Variable)> Current => Find(Home, Environment.GetEnvironmentVariable);

    /// <summary>Those that are there.</summary>
    /// <param name="home">The person's home folder.</param>
    /// <param name="variables">The worker's environment, which may name other places.</param>
    public static IReadOnlyList<(string Folder, string? Variable)> Find(string home, Func<string, string?> variables) =>
    [
        .. Known.Select(known => (Folder: PlaceOf(known, home, variables), known.Variable))
            .Where(known => Path.IsPathFullyQualified(known.Folder) && Directory.Exists(known.Folder)),
    ];

    /// <summary>Files of the person's home folder that managers look for in the home folder of a command.</summary>
    public static IReadOnlyList<string> HomeFiles(string home) =>
        File.Exists(Path.Combine(home, ChosenVersions)) ? [ChosenVersions] : [];

    private static string PlaceOf((string Folder, string? Variable) known, string home, Func<string, string?> variables) =>
        known.Variable is { } name && variables(name) is { Length: > 0 } named ? named : Path.Combine(home, known.Folder);
}
