namespace SlopTemporal.Domain.Patches;

/// <summary>Applies the hunks of a file to its text, all of them or none.</summary>
public static class PatchApplier
{
    /// <summary>What the hunks change in the file, in the order of its lines.</summary>
    /// <exception cref="PatchException">A hunk has no place in it, or several; the message shows the nearest lines.</exception>
    public static IReadOnlyList<LineChange> Changes(FilePatch patch, FileText file)
    {
        var placed = new HunkPlaces(patch.Source, file).Place(patch.Hunks);
        var changes = Joined(placed.SelectMany(ChangesOf));
        return changes.Count == 0 || changes[^1].End < file.Lines.Count
            ? changes
            : Joined([.. changes.SkipLast(1), AtEnd(changes[^1], file, placed)]);
    }

    /// <summary>The file with the changes.</summary>
    /// <remarks>An untouched line keeps its end, a new one gets that of the line that it replaces or stands behind.</remarks>
    public static FileText Apply(FileText file, IReadOnlyList<LineChange> changes)
    {
        var lines = new List<FileLine>();
        var (at, usual) = (0, file.Ending);
        foreach (var change in changes)
        {
            lines.AddRange(file.Lines.Skip(at).Take(change.Start - at));
            lines.AddRange(change.Added.Select((line, i) => new FileLine(line.Text, line.HasEnd ? EndingOf(change, i) : "")));
            at = change.End;
        }

        return new([.. lines, .. file.Lines.Skip(at)]);

        string EndingOf(LineChange change, int i) => new[] { i < change.Deleted ? change.Start + i : -1, change.Start - 1, change.End }
            .Where(place => place >= 0 && place < file.Lines.Count)
            .Select(place => file.Lines[place].Ending)
            .FirstOrDefault(FileText.IsUsual) ?? usual;
    }

    private static IEnumerable<LineChange> ChangesOf(PlacedHunk placed)
    {
        var (at, deleted, added) = (placed.Start, 0, new List<AddedLine>());
        foreach (var line in placed.Hunk.Lines)
        {
            if (line.Kind == HunkLineKind.Context && deleted + added.Count > 0)
            {
                yield return new(at, deleted, added);
                (at, deleted, added) = (at + deleted, 0, []);
            }

            at += line.Kind == HunkLineKind.Context ? 1 : 0;
            deleted += line.Kind == HunkLineKind.Deleted ? 1 : 0;
            if (line.Kind == HunkLineKind.Added)
            {
                added.Add(new(line.Text, !line.EndsFile));
            }
        }

        if (deleted + added.Count > 0)
        {
            yield return new(at, deleted, added);
        }
    }

    private static List<LineChange> Joined(IEnumerable<LineChange> changes)
    {
        var joined = new List<LineChange>();
        foreach (var change in changes)
        {
            if (joined.Count > 0 && joined[^1].End == change.Start)
            {
                joined[^1] = new(joined[^1].Start, joined[^1].Deleted + change.Deleted, [.. joined[^1].Added, .. change.Added]);
            }
            else
            {
                joined.Add(change);
            }
        }

        return joined;
    }

    // Models forget that a file has no end of line at its end; where the patch does not speak of it, it stays so.
    private static LineChange AtEnd(LineChange change, FileText file, IReadOnlyList<PlacedHunk> placed)
    {
        var endsBefore = file.Lines.Count == 0 || file.Lines[^1].HasEnd;
        if (change.Added.Count == 0)
        {
            return change;
        }

        var hasEnd = change.Added[^1].HasEnd && (endsBefore || placed.Any(one => one.Hunk.Old.Any(line => line.EndsFile)));
        var inner = change.Added.SkipLast(1).Select(line => line with { HasEnd = true });
        var added = inner.Append(change.Added[^1] with { HasEnd = hasEnd }).ToList();
        return change.Deleted > 0 || endsBefore
            ? change with { Added = added }
            : new(change.Start - 1, 1, [new(file.Lines[^1].Text), .. added]);
    }
}
