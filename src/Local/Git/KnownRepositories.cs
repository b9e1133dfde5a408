using System.Collections.Concurrent;

namespace SlopTemporal.Local.Git;

/// <summary>
/// Repositories that git was asked about before, so that it is asked again only when its answers may differ: every activity opens its
/// repository, and to ask takes two gits.
/// </summary>
internal sealed class KnownRepositories
{
    private readonly ConcurrentDictionary<string, (string Facts, GitRepository Repository)> _known = new();

    /// <summary>The same repository as long as the facts are the same; null: ask git.</summary>
    /// <param name="facts">What <see cref="ReadFacts"/> says now.</param>
    public GitRepository? Find(string path, string? facts) =>
        facts is not null && _known.TryGetValue(path, out var known) && known.Facts == facts ? known.Repository : null;

    /// <param name="facts">What <see cref="ReadFacts"/> said before git was asked; null: it is not kept.</param>
    public void Add(string path, string? facts, GitRepository repository)
    {
        if (facts is not null)
        {
            _known[path] = (facts, repository);
        }
    }

    /// <summary>
    /// All that git's answers depend on, which is the configuration. Null where that is more than two files: a folder that is not the top
    /// of a plain repository, or a configuration that includes others.
    /// </summary>
    /// <param name="allowedFilters">What the person allows today.</param>
    public static string? ReadFacts(string path, IEnumerable<string> allowedFilters)
    {
        var gitDir = new DirectoryInfo(Path.Combine(path, ".git"));
        var isPlain = gitDir is { Exists: true, LinkTarget: null }
            && File.Exists(Path.Combine(gitDir.FullName, "HEAD"))
            && !File.Exists(Path.Combine(gitDir.FullName, "commondir"));
        if (!isPlain)
        {
            return null;
        }

        string[] files = [Path.Combine(gitDir.FullName, "config"), Path.Combine(gitDir.FullName, "config.worktree")];
        try
        {
            var configuration = string.Join('\0', files.Select(file => File.Exists(file) ? File.ReadAllText(file) : ""));
            return configuration.Contains("include", StringComparison.OrdinalIgnoreCase)
                ? null
                : string.Join('\0', [Posix.RealPath(path), configuration, .. allowedFilters]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
