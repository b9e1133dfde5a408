using System.Text;

namespace SlopTemporal.Local.Git;

/// <summary>Programs that a repository's configuration names to be run on its files; none of them is run.</summary>
internal static class GitDrivers
{
    private const string Pattern = @"^(filter|merge)\..*\.(clean|smudge|process|driver)$";

    // What git itself does; an empty command would silently keep our side.
    private const string PlainMerge = "git merge-file --marker-size=%L %A %O %B";

    /// <summary>For <c>git config --get-regexp</c>: exit code 1 means none.</summary>
    public static GitCall Query(string folder, string gitDir) =>
        new("read the repository's filters", "config", "--null", "--name-only", "--get-regexp", Pattern)
        {
            Folder = folder,
            GitDir = gitDir,
            AcceptedExitCodes = [1],
        };

    /// <summary>Settings that switch each named driver off.</summary>
    /// <exception cref="GitException">The name of one is not ASCII: it may not survive on the way, and would stay switched on.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> DisableAll(string names) => !Ascii.IsValid(names)
        ? throw new GitException(
            GitProblem.UnsafeGitFolder,
            "The repository's configuration has a filter or merge driver whose name is not ASCII, so it cannot be switched off. "
                + "Rename it or remove it ('git config --list' shows it).")
        :
    [
        .. names.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name[..name.LastIndexOf('.')])
            .Distinct()
            .SelectMany(Disable),
    ];

    private static KeyValuePair<string, string>[] Disable(string driver) => driver.StartsWith("merge.", StringComparison.Ordinal)
        ? [new(driver + ".driver", PlainMerge)]
        : [new(driver + ".clean", ""), new(driver + ".smudge", ""), new(driver + ".process", ""), new(driver + ".required", "false")];
}
