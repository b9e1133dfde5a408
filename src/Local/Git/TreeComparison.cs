using System.Globalization;
using System.Text;
using SlopTemporal.Domain.Changes;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>
/// Reads what <c>git diff-tree --raw --numstat -z</c> tells of two trees: first an entry with modes and ids for each file, then one with
/// its numbers of lines, in the same order.
/// </summary>
internal static class TreeComparison
{
    /// <summary>Arguments of the command. Moved files are found among this many at most: more would take minutes.</summary>
    public static IReadOnlyList<string> Arguments(string from, string to) =>
    [
        "diff-tree", "-r", "-z", "--raw", "--numstat", "--no-abbrev", "--find-renames", "-l1000", "--no-ext-diff", "--no-textconv",
        from, to,
    ];

    /// <summary>The files that differ, with the ids of their content before and now.</summary>
    /// <param name="output">As text, since paths are only shown: one that is not UTF-8 has replacement characters.</param>
    public static IReadOnlyList<ComparedFile> Read(string output)
    {
        var fields = new Queue<string>(output.Split('\0', StringSplitOptions.None).SkipLast(1));
        var files = new List<ComparedFile>();
        while (fields.TryPeek(out var next) && next.StartsWith(':'))
        {
            files.Add(ReadRaw(fields));
        }

        return [.. files.Select(file => file with { Change = AddLines(file.Change, fields) })];
    }

    // :oldmode newmode oldid newid status NUL path NUL, with a second path for a renamed file
    private static ComparedFile ReadRaw(Queue<string> fields)
    {
        var facts = fields.Dequeue().TrimStart(':').Split(' ');
        var (first, status) = (Path(fields), facts[4][0]);
        var change = status is 'R' or 'C'
            ? new FileChange(Path(fields)) { RenamedFrom = first }
            : new FileChange(first) { IsNew = status == 'A', IsDeleted = status == 'D' };
        return new(change, facts[2], facts[3]);
    }

    private static string Path(Queue<string> fields) => new BytePath(Encoding.UTF8.GetBytes(fields.Dequeue())).ToString();

    // added TAB deleted TAB path NUL, or for a renamed file added TAB deleted TAB NUL old NUL new NUL; a dash for a binary file
    private static FileChange AddLines(FileChange change, Queue<string> fields)
    {
        var numbers = fields.Dequeue().Split('\t', 3);
        if (change.RenamedFrom is not null)
        {
            fields.Dequeue();
            fields.Dequeue();
        }

        return numbers[0] == "-" ? change with { IsBinary = true } : change with
        {
            Added = int.Parse(numbers[0], CultureInfo.InvariantCulture),
            Deleted = int.Parse(numbers[1], CultureInfo.InvariantCulture),
        };
    }
}

/// <summary>A file that differs, and the ids of its content before and now; zeros: there is none.</summary>
internal sealed record ComparedFile(FileChange Change, string OldId, string NewId);
