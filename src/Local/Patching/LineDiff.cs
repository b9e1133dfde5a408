using DiffPlex;
using DiffPlex.Chunkers;
using SlopTemporal.Domain.Patches;

namespace SlopTemporal.Local.Patching;

/// <summary>Makes changes as small as they can be: lines that are deleted and added again stay.</summary>
/// <remarks>One for a patch: it stops to look when texts that have nothing in common have taken too much time.</remarks>
internal sealed class LineDiff
{
    private const long MostWork = 100_000_000;

    // Behind a line that lacks its end; no text of a line ends so.
    private const string NoEnd = "\r";

    // Before every line: a text that is one empty line is no text to the library.
    private const string Begin = "|";
    private static readonly CustomFunctionChunker Lines = new(text => text.Split('\n'));
    private long _work;

    public IReadOnlyList<LineChange> Refine(FileText file, IReadOnlyList<LineChange> changes) =>
        [.. changes.SelectMany(change => Refine(file, change))];

    private IEnumerable<LineChange> Refine(FileText file, LineChange change)
    {
        var old = file.Lines.Skip(change.Start).Take(change.Deleted).Select(line => Compared(line.Text, line.HasEnd)).ToArray();
        var now = change.Added.Select(line => Compared(line.Text, line.HasEnd)).ToArray();
        var head = old.AsSpan().CommonPrefixLength(now);
        var tail = 0;
        while (tail < Math.Min(old.Length, now.Length) - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        (old, now) = (old[head..^tail], now[head..^tail]);
        return (old.Length, now.Length) switch
        {
            (0, 0) => [],
            (0, _) or (_, 0) => [Part(head, old.Length, head, now.Length)],
            _ when (_work += (long)(old.Length + now.Length) * (old.Length + now.Length)) > MostWork =>
                [Part(head, old.Length, head, now.Length)],
            _ => Differ.Instance.CreateDiffs(string.Join('\n', old), string.Join('\n', now), false, false, Lines).DiffBlocks
                .Select(block => Part(head + block.DeleteStartA, block.DeleteCountA, head + block.InsertStartB, block.InsertCountB)),
        };

        LineChange Part(int at, int deleted, int from, int added) =>
            new(change.Start + at, deleted, [.. change.Added.Skip(from).Take(added)]);
    }

    private static string Compared(string text, bool hasEnd) => Begin + text + (hasEnd ? "" : NoEnd);
}
