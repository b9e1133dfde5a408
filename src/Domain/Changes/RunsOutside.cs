using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.Domain.Changes;

/// <summary>
/// Files that programs outside of a track obey: continuous integration, git with its hooks, editors, other agents. A change to them takes
/// effect with the rights of whoever merges, opens or pulls it, and no check of the track runs it.
/// </summary>
internal static class RunsOutside
{
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal)
    {
        ".circleci", ".buildkite", ".husky", ".githooks", ".vscode", ".idea", ".devcontainer", ".cursor", ".claude", ".gemini", ".codex",
    };

    private static readonly string[] Places = [".github/workflows/", ".github/actions/", ".gitlab/ci/"];

    private static readonly string[] Names =
    [
        ".gitlab-ci.yml", "azure-pipelines*.yml", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", "appveyor.yml", "Jenkinsfile*",
        ".pre-commit-config.yaml", "lefthook.y*ml", ".gitattributes", ".gitmodules", ".envrc", ".mcp.json",
        "AGENTS.md", "CLAUDE.md", "GEMINI.md", ".cursorrules", ".windsurfrules", "copilot-instructions.md",
    ];

    public static bool Covers(string path)
    {
        var names = path.Split('/');
        return names[..^1].Any(Folders.Contains)
            || Places.Any(place => path.StartsWith(place, StringComparison.Ordinal))
            || Names.Any(pattern => Glob.Matches(pattern, names[^1]));
    }
}
