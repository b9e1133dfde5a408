using System.IO.Enumeration;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Globs;

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

    /// <summary>
    /// Whether one of the changed paths is such a file: as the track says, else by its name or because a setup command names it.
    /// </summary>
    public static bool AreAmong(IReadOnlyList<string> changed, Track track) => Among(changed, track).Any();

    /// <summary>Those of the changed paths that are.</summary>
    public static IEnumerable<string> Among(IReadOnlyList<string> changed, Track track)
    {
        if (track.SetupInputs.Count > 0)
        {
            return changed.Where(path => Cover(track, path));
        }

        var named = track.Setup.SelectMany(command => command.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word).ToHashSet(StringComparer.Ordinal);
        return changed.Where(path => named.Contains(path) || IsManifest(Path.GetFileName(path)));
    }

    /// <summary>Whether the track says that the path decides what setup makes.</summary>
    public static bool Cover(Track track, string path) => track.SetupInputs.Any(glob => Glob.Matches(glob, path));

    private static bool IsManifest(string name) =>
        Array.Exists(Names, pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true));
}
