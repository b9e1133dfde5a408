using System.Text;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>Programs that a repository's configuration names to be run on its files; none of them is run.</summary>
internal static class GitDrivers
{
    private const string Pattern = @"^(filter|merge)\..*\.(clean|smudge|process|driver)$";

    private const int None = 1;
    private const int GitFailed = 128;

    // What git itself does; an empty command would silently keep our side.
    private const string PlainMerge = "git merge-file --marker-size=%L %A %O %B";

    /// <summary>Asks for the names of their settings.</summary>
    /// <param name="folder">Any folder of the repository; where there is none, the answer is an error of git.</param>
    public static GitCall Query(string folder) =>
        new("read the repository's filters", "config", "--null", "--name-only", "--get-regexp", Pattern)
        {
            Folder = folder,
            AcceptedExitCodes = [None, GitFailed],
        };

    /// <summary>What the answer names.</summary>
    /// <exception cref="GitException">It is none: a driver that is not known would stay switched on.</exception>
    public static string Names(GitCall query, ProcessResult answer) =>
        answer.Succeeded || answer.ExitCode == None ? answer.StandardOutput.Text : throw GitException.Failed(query, answer);

    /// <summary>Settings that switch each named driver off.</summary>
    /// <exception cref="GitException">The name of one is not ASCII: it may not survive on the way, and would stay switched on.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> DisableAll(string names) => !Ascii.IsValid(names)
        ? throw new GitException(
            GitProblem.UnsafeGitFolder,
            "The repository's configuration has a filter or merge driver whose name is not ASCII, so it cannot be switched off. "
                + "Rename it or remove it ('git config --list' shows it).")
        :
    [
        .. Split(names)
            .Select(name => name[..name.LastIndexOf('.')])
            .Distinct()
            .SelectMany(Disable),
    ];

    /// <summary>
    /// The same, but for the allowed filters that the repository defines: these run. They are required, because git would take the
    /// content as it is where one fails; what a filter does not define passes the content on.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> DisableAllBut(
        IReadOnlyList<string> allowed, IReadOnlyList<KeyValuePair<string, string>> disabled, string names)
    {
        var kept = disabled.Where(setting => !allowed.Any(filter => IsOf(setting.Key, filter)));
        return [.. kept, .. allowed.SelectMany(filter => Enable(filter, Split(names)))];
    }

    /// <summary>The filters of a list of names that the repository defines.</summary>
    public static IReadOnlyList<string> Defined(IReadOnlyList<string> filters, string names) =>
        [.. filters.Distinct().Where(filter => Split(names).Any(name => IsOf(name, filter)))];

    private static string[] Split(string names) => names.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsOf(string setting, string filter) =>
        setting[..setting.LastIndexOf('.')] == $"filter.{filter}";

    private static IEnumerable<KeyValuePair<string, string>> Enable(string filter, string[] names)
    {
        yield return new($"filter.{filter}.required", "true");
        foreach (var way in names.Contains($"filter.{filter}.process") ? [] : new[] { "clean", "smudge" })
        {
            if (!names.Contains($"filter.{filter}.{way}"))
            {
                yield return new($"filter.{filter}.{way}", "cat");
            }
        }
    }

    private static KeyValuePair<string, string>[] Disable(string driver) => driver.StartsWith("merge.", StringComparison.Ordinal)
        ? [new(driver + ".driver", PlainMerge)]
        : [new(driver + ".clean", ""), new(driver + ".smudge", ""), new(driver + ".process", ""), new(driver + ".required", "false")];
}
