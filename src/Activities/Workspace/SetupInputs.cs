using System.IO.Enumeration;

namespace SlopTemporal.Activities.Workspace;

/// <summary>Files that decide what <c>setup</c> makes: where one of them changes, what was made before does not fit any more.</summary>
internal static class SetupInputs
{
    // Manifests, lock files and settings of package managers and build tools, by the names that their documentation gives.
    private static readonly string[] Names =
    [
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", ".yarnrc*", "pnpm-lock.yaml", "pnpm-workspace.yaml",
        "bun.lock*", ".npmrc", ".nvmrc",
        "*.csproj", "*.fsproj", "*.vbproj", "*.props", "*.targets", "*.sln", "*.slnx", "global.json", "nuget.config",
        "packages.lock.json", "dotnet-tools.json", "paket.*",
        "pyproject.toml", "setup.py", "setup.cfg", "requirements*.txt", "constraints*.txt", "uv.lock", "poetry.lock", "Pipfile*",
        "environment.yml", ".python-version",
        "Cargo.toml", "Cargo.lock", "rust-toolchain*", "go.mod", "go.sum", "go.work*",
        "Gemfile*", "*.gemspec", "composer.json", "composer.lock", "mix.exs", "mix.lock",
        "pom.xml", "build.gradle*", "settings.gradle*", "gradle.properties", "*.versions.toml",
        ".gitmodules", ".tool-versions",
    ];

    private static readonly char[] Blanks = [' ', '\t', '\n', ';', '&', '|', '"', '\''];

    /// <summary>Whether one of the changed paths is such a file, or is named by a setup command.</summary>
    public static bool AreAmong(IReadOnlyList<string> changed, IReadOnlyList<string> setup)
    {
        var named = setup.SelectMany(command => command.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word).ToHashSet(StringComparer.Ordinal);
        return changed.Any(path => named.Contains(path) || IsManifest(Path.GetFileName(path)));
    }

    private static bool IsManifest(string name) =>
        Array.Exists(Names, pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true));
}
