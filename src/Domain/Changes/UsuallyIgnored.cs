using SlopTemporal.Domain.Tracks.Globs;

namespace SlopTemporal.Domain.Changes;

/// <summary>Paths that most repositories ignore: what tools fetch, build or leave, and files that hold secrets.</summary>
/// <remarks>After the templates of gitignore.io for .NET, Node, Python, Rust, Java and editors.</remarks>
internal static class UsuallyIgnored
{
    private static readonly HashSet<string> Folders = new(StringComparer.Ordinal)
    {
        "node_modules", "bower_components", ".venv", "venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox",
        ".eggs", "obj", "target", ".gradle", ".next", ".nuxt", ".parcel-cache", ".turbo", ".nyc_output", "coverage", "TestResults",
        ".vs", ".idea", ".terraform", ".cache",
    };

    private static readonly string[] Names =
    [
        ".DS_Store", "Thumbs.db", ".env", ".env.local", "*.pem", "id_rsa", "id_ed25519", "*.pyc", "*.pyo", "*.class", "*.o", "*.log",
        "*.swp", "*.swo", "*~", "*.orig", "*.rej", "*.bak", "*.tmp", "core", "*.user", "*.suo", "*.tsbuildinfo",
        "nohup.out", "npm-debug.log*",
    ];

    public static bool Covers(string path)
    {
        var names = path.Split('/');
        return names[..^1].Any(Folders.Contains) || Names.Any(pattern => Glob.Matches(pattern, names[^1]));
    }
}
