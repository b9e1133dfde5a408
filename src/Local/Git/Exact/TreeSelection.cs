using System.Globalization;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>The paths that differ from the base, each decided.</summary>
/// <param name="Add">Files and links to be read anew.</param>
/// <param name="Remove">Paths that are gone, or are nothing that a commit can hold.</param>
/// <param name="LeftOut">What lies there and stays out.</param>
/// <param name="Filtered">Paths whose content a filter of the repository would change, with its name.</param>
internal sealed record TreeSelection(
    IReadOnlyList<WalkEntry> Add, IReadOnlyList<BytePath> Remove, LeftOut LeftOut, IReadOnlyList<(BytePath Path, string Filter)> Filtered)
{
    private const string WayOut = "Delete what does not belong to the change, or add it to .gitignore.";

    /// <summary>Reads what git listed, beside what the walk found.</summary>
    public static TreeSelection Read(ConfinedGit confined, WorktreeSurvey survey, IReadOnlySet<BytePath> leaveOut)
    {
        IReadOnlyList<BytePath> Listed(string name) => BytePath.ReadAll(File.ReadAllBytes(confined.PathOf(name)));

        // A folder in the list is a repository of its own.
        var candidates = Listed("changed").Concat(Listed("others").Where(path => !IsFolder(path)))
            .Where(path => !leaveOut.Contains(path)).ToHashSet();
        // The walk followed no link: what it did not find is gone, or lies behind a link that has taken a folder's place.
        var found = candidates.Where(survey.Facts.ContainsKey).Select(path => new WalkEntry(path, survey.Facts[path]));
        var nested = Listed("others").Where(IsFolder).Select(path => new BytePath(path.Bytes[..^1])).Where(HasFiles);
        return new(
            [.. found], [.. candidates.Where(path => !survey.Facts.ContainsKey(path))], new(Listed("ignored"), [.. nested]),
            Filters(Listed("filters"), candidates));

        bool HasFiles(BytePath folder) => survey.Facts.Keys.Any(path => path.IsWithin(folder) && !path.IsWithin(folder.Append(".git"u8)));
    }

    /// <summary>Why this must not become a commit, and the way out; null: it may.</summary>
    public string? FindProblem(TreeLimits? limits)
    {
        if (Filtered.Count > 0)
        {
            var names = string.Join(", ", Filtered.Select(f => f.Filter).Distinct().Order(StringComparer.Ordinal));
            return $"The repository's filter ({names}) must change these files before they are committed, and it is not run here: "
                + $"{PathList.Format([.. Filtered.Select(f => f.Path).Distinct()])}. Leave them as they were.";
        }

        return limits is null ? null : FindExcess(limits);
    }

    private string? FindExcess(TreeLimits limits)
    {
        var large = Add.Where(entry => entry.Facts.Size > limits.FileBytes).ToList();
        if (large.Count > 0)
        {
            return $"These files are larger than {Size(limits.FileBytes)}, the most for one file of a commit: {Paths(large)}. {WayOut}";
        }

        if (Add.Count > limits.Files)
        {
            return $"{Add.Count} files are new or changed, and a commit may hold {limits.Files}: {Paths(Add)}. {WayOut}";
        }

        var bytes = Add.Sum(entry => entry.Facts.Size);
        return bytes > limits.Bytes
            ? $"The new and changed files have {Size(bytes)} together, and a commit may hold {Size(limits.Bytes)}: "
                + $"{Paths(Add.OrderByDescending(entry => entry.Facts.Size))}. {WayOut}"
            : null;
    }

    private static string Paths(IEnumerable<WalkEntry> entries) => PathList.Format([.. entries.Select(entry => entry.Path)]);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_048_576.0:0.#} MB");

    // Each: path, attribute, value.
    private static List<(BytePath Path, string Filter)> Filters(IReadOnlyList<BytePath> fields, HashSet<BytePath> candidates) =>
    [
        .. fields.Chunk(3)
            .Select(triple => (Path: triple[0], Filter: triple[2].ToString()))
            .Where(found => found.Filter is not ("unspecified" or "unset") && candidates.Contains(found.Path))
            .Distinct(),
    ];

    private static bool IsFolder(BytePath path) => path.Bytes is [.., (byte)'/'];
}
