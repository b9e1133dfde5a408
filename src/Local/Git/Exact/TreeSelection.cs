using System.Globalization;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>The paths that differ from the base, each decided.</summary>
/// <param name="Add">Files and links to be read anew.</param>
/// <param name="Remove">Paths that are gone, or are nothing that a commit can hold.</param>
/// <param name="LeftOut">What lies there and stays out.</param>
/// <param name="Filtered">Paths whose content a filter of the repository would change.</param>
internal sealed record TreeSelection(
    IReadOnlyList<WalkEntry> Add, IReadOnlyList<BytePath> Remove, LeftOut LeftOut, IReadOnlyList<FilteredPath> Filtered)
{
    private const string WayOut = "Delete what does not belong to the change, or add it to .gitignore.";

    /// <summary>Reads what git listed, beside what the walk found.</summary>
    public static TreeSelection Read(ConfinedGit confined, WorktreeSurvey survey, IReadOnlySet<BytePath> leaveOut)
    {
        // A folder in the list is a repository of its own.
        var candidates = confined.ReadPaths("changed").Concat(confined.ReadPaths("others").Where(path => !IsFolder(path)))
            .Where(path => !leaveOut.Contains(path)).ToHashSet();
        // The walk followed no link: what it did not find is gone, or lies behind a link that has taken a folder's place.
        var found = candidates.Where(survey.Facts.ContainsKey).Select(path => new WalkEntry(path, survey.Facts[path]));
        var nested = confined.ReadPaths("others").Where(IsFolder).Select(path => new BytePath(path.Bytes[..^1])).Where(HasFiles);
        return new(
            [.. found], [.. candidates.Where(path => !survey.Facts.ContainsKey(path))], new(confined.ReadPaths("ignored"), [.. nested]),
            Filters(confined.ReadPaths("filters"), confined.ReadPaths("filters-before"), candidates));

        bool HasFiles(BytePath folder) => survey.Facts.Keys.Any(path => path.IsWithin(folder) && !path.IsWithin(folder.Append(".git"u8)));
    }

    /// <summary>Why this must not become a commit, and the way out; null: it may.</summary>
    /// <param name="running">Filters that are run: a file of one is in order as long as its attributes are those of the base.</param>
    public string? FindProblem(TreeLimits? limits, IReadOnlyList<string> running)
    {
        // Git looks into the index where the worktree has no attributes, and there they go with the others that are removed.
        var attributesGo = Remove.Any(WorktreeSurvey.IsAttributes);
        var refused = Filtered.Where(file => attributesGo || file.Now != file.Before || !running.Contains(file.Now)).ToList();
        if (refused.Count > 0)
        {
            var names = string.Join(", ", refused.SelectMany(file => file.Names).Distinct().Order(StringComparer.Ordinal));
            return $"The repository's filter ({names}) must change these files before they are committed, and it is not allowed to run "
                + "here, or a changed .gitattributes switches it: "
                + $"{PathList.Format([.. refused.Select(f => f.Path)])}. Leave them as they were.";
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

    private static List<FilteredPath> Filters(IReadOnlyList<BytePath> now, IReadOnlyList<BytePath> before, HashSet<BytePath> candidates)
    {
        var (filtersNow, filtersBefore) = (Attributes(now), Attributes(before));
        return
        [
            .. candidates
                .Select(path => new FilteredPath(path, filtersNow.GetValueOrDefault(path, ""), filtersBefore.GetValueOrDefault(path, "")))
                .Where(file => file.Names.Any()),
        ];
    }

    // Each: path, attribute, value.
    private static Dictionary<BytePath, string> Attributes(IReadOnlyList<BytePath> fields) => fields.Chunk(3)
        .Select(triple => (Path: triple[0], Filter: triple[2].ToString()))
        .Where(found => found.Filter is not ("unspecified" or "unset"))
        .DistinctBy(found => found.Path)
        .ToDictionary(found => found.Path, found => found.Filter);

    private static bool IsFolder(BytePath path) => path.Bytes is [.., (byte)'/'];
}

/// <summary>A path with a filter.</summary>
/// <param name="Now">Name of the filter that the worktree's attributes give it; empty: none.</param>
/// <param name="Before">The same by the attributes of the base, which a model cannot change.</param>
internal sealed record FilteredPath(BytePath Path, string Now, string Before)
{
    public IEnumerable<string> Names => new[] { Now, Before }.Where(name => name.Length > 0);
}
