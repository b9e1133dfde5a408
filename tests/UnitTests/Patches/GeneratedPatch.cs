using System.Text;

namespace SlopTemporal.UnitTests.Patches;

/// <summary>A change of a made-up file, and its diff as it would be written by hand: nothing of the program has a part in it.</summary>
internal sealed class GeneratedPatch
{
    private const int Context = 3;
    private readonly Random _random;
    private readonly List<(int Start, int Deleted, string[] Added)> _changes = [];

    /// <param name="seed">The same one gives the same patch.</param>
    /// <param name="alphabet">Of so many different lines; few of them make a file whose places look alike.</param>
    public GeneratedPatch(int seed, int alphabet = 1_000_000, int lines = 60, int changes = 3)
    {
        _random = new(seed);
        Before = [.. Enumerable.Range(0, _random.Next(lines / 2, lines)).Select(_ => Line(alphabet))];
        var at = 0;
        for (var i = 0; i < changes && at < Before.Count; i++)
        {
            var start = Math.Min(Before.Count - 1, at + _random.Next(0, 12));
            var deleted = _random.Next(0, Math.Min(4, Before.Count - start));
            var added = Enumerable.Range(0, _random.Next(deleted == 0 ? 1 : 0, 4)).Select(_ => "new " + Line(1_000_000)).ToArray();
            _changes.Add((start, deleted, added));
            // No two changes touch, so that each stays one.
            at = start + deleted + 1;
        }
    }

    public IReadOnlyList<string> Before { get; }

    public IReadOnlyList<string> After => Changed(Before, _changes);

    /// <summary>What each hunk expects from a line on (from 1), and what it puts there.</summary>
    public IReadOnlyList<(int Line, string[] Old, string[] New)> Hunks => [.. Groups().Select(g =>
    {
        var (start, end) = (Start(g), End(g));
        var old = Before.Skip(start).Take(end - start).ToArray();
        return (start + 1, old, Changed(old, g.Select(c => (c.Start - start, c.Deleted, c.Added))).ToArray());
    })];

    /// <param name="header">Line (from 1) and counts as they are; gives the header to write.</param>
    public string Body(Func<int, int, int, int, string>? header = null)
    {
        var text = new StringBuilder();
        var ahead = 0;
        foreach (var group in Groups())
        {
            var (start, end) = (Start(group), End(group));
            var grown = group.Sum(c => c.Added.Length - c.Deleted);
            var (oldCount, newCount) = (end - start, end - start + grown);
            var (oldLine, newLine) = (start + (oldCount == 0 ? 0 : 1), start + ahead + (newCount == 0 ? 0 : 1));
            text.Append(header?.Invoke(oldLine, oldCount, newLine, newCount) ?? $"@@ -{oldLine},{oldCount} +{newLine},{newCount} @@");
            text.Append('\n');
            var at = start;
            foreach (var (changed, deleted, added) in group)
            {
                Add(' ', Before.Skip(at).Take(changed - at));
                Add('-', Before.Skip(changed).Take(deleted));
                Add('+', added);
                at = changed + deleted;
            }

            Add(' ', Before.Skip(at).Take(end - at));
            ahead += grown;
        }

        return text.ToString();

        void Add(char sign, IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                text.Append(sign).Append(line).Append('\n');
            }
        }
    }

    public static string Joined(IEnumerable<string> lines, string ending = "\n") => string.Concat(lines.Select(line => line + ending));

    private static List<string> Changed(IEnumerable<string> before, IEnumerable<(int Start, int Deleted, string[] Added)> changes)
    {
        var lines = before.ToList();
        foreach (var (start, deleted, added) in changes.Reverse())
        {
            lines.RemoveRange(start, deleted);
            lines.InsertRange(start, added);
        }

        return lines;
    }

    private List<List<(int Start, int Deleted, string[] Added)>> Groups()
    {
        var groups = new List<List<(int Start, int Deleted, string[] Added)>>();
        foreach (var change in _changes)
        {
            if (groups.Count > 0 && change.Start - (groups[^1][^1].Start + groups[^1][^1].Deleted) <= 2 * Context)
            {
                groups[^1].Add(change);
            }
            else
            {
                groups.Add([change]);
            }
        }

        return groups;
    }

    private static int Start(List<(int Start, int Deleted, string[] Added)> group) => Math.Max(0, group[0].Start - Context);

    private int End(List<(int Start, int Deleted, string[] Added)> group) =>
        Math.Min(Before.Count, group[^1].Start + group[^1].Deleted + Context);

    private string Line(int alphabet) => _random.Next(8) == 0
        ? ""
        : new string(' ', 4 * _random.Next(3)) + _random.Next(6) switch
        {
            0 => "}",
            1 => $"-- note {_random.Next(alphabet)}",
            2 => $"++ count {_random.Next(alphabet)} ++",
            3 => $"@@ {_random.Next(alphabet)}",
            _ => $"call({_random.Next(alphabet)});",
        };
}
