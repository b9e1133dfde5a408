using DiffPlex;
using DiffPlex.Chunkers;

namespace SlopTemporal.Starter.Rendering;

internal enum DiffLineKind
{
    Context,
    Header,
    Added,
    Deleted,
}

/// <summary>Part of a line.</summary>
/// <param name="IsChanged">True: these words differ from the line that it replaces, or that replaces it.</param>
internal sealed record DiffPart(string Text, bool IsChanged = false);

/// <summary>A line of a unified diff, without its end.</summary>
internal sealed record DiffLine(DiffLineKind Kind, IReadOnlyList<DiffPart> Parts)
{
    /// <summary>Words are compared in lines up to this length: longer ones are data, and take time.</summary>
    private const int MaxComparedCharacters = 1000;

    /// <summary>Lines that share less than this part of their words replace each other whole.</summary>
    private const double MinShared = 0.3;

    /// <summary>All lines; where lines are added in place of deleted ones, with the words that differ marked.</summary>
    public static IReadOnlyList<DiffLine> ReadAll(string diff)
    {
        var lines = new List<DiffLine>();
        var isInHunk = false;
        foreach (var text in diff.TrimEnd('\n').Split('\n'))
        {
            isInHunk = text.StartsWith("@@", StringComparison.Ordinal)
                || (isInHunk && !text.StartsWith("diff --git ", StringComparison.Ordinal));
            lines.Add(new(KindOf(text, isInHunk), [new(text)]));
        }

        MarkWords(lines);
        return lines;
    }

    // Before a hunk, a line that starts with + or - names a file.
    private static DiffLineKind KindOf(string text, bool isInHunk) => (isInHunk, text) switch
    {
        (true, ['+', ..]) => DiffLineKind.Added,
        (true, ['-', ..]) => DiffLineKind.Deleted,
        (true, ['@', '@', ..]) or (false, _) => DiffLineKind.Header,
        _ => DiffLineKind.Context,
    };

    private static void MarkWords(List<DiffLine> lines)
    {
        for (var start = 0; start < lines.Count; start++)
        {
            var deleted = Run(lines, start, DiffLineKind.Deleted);
            var added = deleted == 0 ? 0 : Run(lines, start + deleted, DiffLineKind.Added);
            for (var i = start; i < start + Math.Min(deleted, added); i++)
            {
                (lines[i], lines[i + deleted]) = Mark(lines[i], lines[i + deleted]);
            }

            start += Math.Max(0, deleted + added - 1);
        }
    }

    private static int Run(List<DiffLine> lines, int start, DiffLineKind kind) =>
        lines.Skip(start).TakeWhile(line => line.Kind == kind).Count();

    private static (DiffLine Before, DiffLine After) Mark(DiffLine before, DiffLine after)
    {
        var (old, now) = (before.Parts[0].Text, after.Parts[0].Text);
        if (old.Length > MaxComparedCharacters || now.Length > MaxComparedCharacters)
        {
            return (before, after);
        }

        var result = Differ.Instance.CreateDiffs(old[1..], now[1..], ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance);
        var deleted = result.DiffBlocks.Sum(block => Words(result.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA)));
        return Words(result.PiecesOld) - deleted < MinShared * Math.Max(Words(result.PiecesOld), Words(result.PiecesNew))
            ? (before, after)
            : (before with { Parts = Split("-", result.PiecesOld, result.DiffBlocks.Select(b => (b.DeleteStartA, b.DeleteCountA))) },
                after with { Parts = Split("+", result.PiecesNew, result.DiffBlocks.Select(b => (b.InsertStartB, b.InsertCountB))) });
    }

    private static int Words(IEnumerable<string> pieces) => pieces.Count(piece => !string.IsNullOrWhiteSpace(piece));

    private static List<DiffPart> Split(string sign, IReadOnlyList<string> words, IEnumerable<(int Start, int Count)> changed)
    {
        var parts = new List<DiffPart> { new(sign) };
        var at = 0;
        foreach (var (start, count) in changed)
        {
            Add(at, start, false);
            Add(start, start + count, true);
            at = start + count;
        }

        Add(at, words.Count, false);
        return parts;

        void Add(int from, int to, bool isChanged)
        {
            if (from < to)
            {
                parts.Add(new(string.Concat(words.Skip(from).Take(to - from)), isChanged));
            }
        }
    }
}
