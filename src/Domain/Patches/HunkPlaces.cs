namespace SlopTemporal.Domain.Patches;

/// <summary>A hunk and the line of the file, from 0, where it belongs.</summary>
internal sealed record PlacedHunk(Hunk Hunk, int Start)
{
    public int End => Start + Hunk.Old.Count();
}

/// <summary>
/// Where the hunks of a file belong: at the line that the header names if the file's lines are there, else at the only other place.
/// </summary>
internal sealed class HunkPlaces(string path, FileText file)
{
    private const int MostShown = 10;
    private const int MostLines = 3;
    private readonly LineSearch _search = new(file);

    /// <exception cref="PatchException">A hunk has no place, or several.</exception>
    public IReadOnlyList<PlacedHunk> Place(IReadOnlyList<Hunk> hunks)
    {
        var placed = new List<PlacedHunk>();
        var end = 0;
        foreach (var (hunk, name) in hunks.Select((hunk, i) => (hunk, $"Hunk {i + 1} of {path} (line {hunk.Line} of the patch)")))
        {
            var one = Place(hunk, name);
            if (one.Start < end)
            {
                throw new PatchException(
                    $"{name} begins at line {one.Start + 1} of the file, before the hunk above it ends at line {end}. "
                    + $"Put the hunks of a file in the order of its lines, and join those that overlap.{Numbered([one.Start])}");
            }

            placed.Add(one);
            end = one.End;
        }

        return placed;
    }

    private PlacedHunk Place(Hunk hunk, string name)
    {
        if (hunk.LooseTail > 0)
        {
            // Its last lines may be the blank lines before what follows the patch: they count where the header says, and nowhere else,
            // so that they choose no place.
            if (Exact(hunk) is { } exact)
            {
                return new(hunk, exact);
            }

            hunk = hunk.WithoutTail();
        }

        var places = Find(hunk);
        return places.Count switch
        {
            1 => new(hunk, places[0]),
            0 => throw (hunk.Old.Any() ? Stale(hunk, name) : NoContext(hunk, name)),
            _ => throw Ambiguous(hunk, name, places),
        };
    }

    private IReadOnlyList<int> Find(Hunk hunk)
    {
        var old = hunk.Old.Select(line => line.Text).ToList();
        if (old.Count == 0)
        {
            return Insertion(hunk);
        }

        var sought = _search.Numbers(old);
        if (hunk.EndsFile)
        {
            var last = _search.Count - sought.Length;
            return _search.IsAt(sought, last) ? [last] : [];
        }

        return Exact(hunk) is { } exact ? [exact] : _search.Places(sought, MostShown);
    }

    private int? Exact(Hunk hunk)
    {
        var sought = _search.Numbers(hunk.Old.Select(line => line.Text));
        // Where nothing but loose lines is left, none of it is sure to be in the file.
        return sought.Length > hunk.LooseTail && hunk.OldStart is { } start && _search.IsAt(sought, start - 1) ? start - 1 : null;
    }

    // Lines without any around them go where the header says, which by its count says that it means an insertion.
    private IReadOnlyList<int> Insertion(Hunk hunk) => (hunk.OldStart, hunk.OldCount) switch
    {
        _ when _search.Count == 0 => [0],
        ({ } start, 0) when start == _search.Count || (start < _search.Count && !hunk.EndsFile) => [start],
        _ => [],
    };

    private PatchException NoContext(Hunk hunk, string name) => new(
        $"{name} only adds lines, and its header does not say where, in a file of {_search.Count} lines. "
        + $"Give some lines of the file around them.{Numbered([Math.Max(0, (hunk.OldStart ?? 1) - 1)])}");

    private PatchException Stale(Hunk hunk, string name)
    {
        var lines = file.Lines.Select(line => line.Text);
        var missing = hunk.Old.FirstOrDefault(line => line.Text.Trim().Length > 0 && !_search.Has(line.Text))?.Text;
        var first = missing ?? hunk.Old.FirstOrDefault(line => line.Text.Trim().Length > 0)?.Text ?? "";
        var what = (missing, hunk.EndsFile) switch
        {
            ({ } line, _) => $"the file has no line \"{PatchLines.Shown(line)}\"",
            (_, true) => "its lines are not the last ones of the file, as \"\\ No newline at end of file\" says",
            _ => "the file has its lines, but not one after the other",
        };
        var help = Differing(hunk) ?? Nearest.Words(lines, first, missing is null ? "its first one" : "it");
        return new($"{name} does not fit: {what}. {help}");
    }

    /// <summary>What stands in the file in place of the lines that differ, where the others are found; null: they are nowhere.</summary>
    private string? Differing(Hunk hunk)
    {
        var old = hunk.Old.Select(line => line.Text).ToList();
        if (hunk.EndsFile || _search.MostAlike(_search.Numbers(old)) is not { } start)
        {
            return null;
        }

        var differing = Enumerable.Range(0, old.Count)
            .Where(i => start + i < file.Lines.Count && file.Lines[start + i].Text != old[i])
            .Select(i => start + i)
            .ToList();
        return differing.Count == 0 ? null
            : $"Its other lines stand at line {start + 1}; where it differs, the file has:{Numbered(differing.Take(MostLines))}\n"
                + "Compare them with care, white space too, and read the file again where needed.";
    }

    private PatchException Ambiguous(Hunk hunk, string name, IReadOnlyList<int> places)
    {
        var lines = string.Join(", ", places.Select(place => place + 1)) + (places.Count == MostShown ? " and more" : "");
        var named = hunk.OldStart is { } start ? $"line {start}" : "none";
        return new(
            $"{name} fits at several places, at lines {lines}, and its header names {named}. "
            + $"Give the right line after @@ -, or more of the lines around the one you mean.{Numbered(places.Take(MostLines))}");
    }

    private string Numbered(IEnumerable<int> places) => string.Concat(places.Where(place => place < file.Lines.Count)
        .Select(place => $"\n{place + 1}: {PatchLines.Shown(file.Lines[place].Text)}"));
}
