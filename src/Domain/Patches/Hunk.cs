namespace SlopTemporal.Domain.Patches;

/// <summary>What a line of a hunk is.</summary>
public enum HunkLineKind
{
    /// <summary>In the file before and after.</summary>
    Context,

    /// <summary>In the file before.</summary>
    Deleted,

    /// <summary>In the file after.</summary>
    Added,
}

/// <summary>A line of a hunk.</summary>
/// <param name="Kind">Which side has it.</param>
/// <param name="Text">Without its sign and without the end of line.</param>
/// <param name="EndsFile">"\ No newline at end of file" stands behind it.</param>
public sealed record HunkLine(HunkLineKind Kind, string Text, bool EndsFile = false)
{
    /// <summary>The file has it before the change.</summary>
    public bool IsOld => Kind != HunkLineKind.Added;

    /// <summary>The file has it after the change.</summary>
    public bool IsNew => Kind != HunkLineKind.Deleted;
}

/// <summary>Lines that are changed together.</summary>
public sealed record Hunk
{
    /// <summary>The line of the patch's text where it begins.</summary>
    public required int Line { get; init; }

    /// <summary>Number of its first line in the file before, as its header says; null: the header says nothing.</summary>
    public int? OldStart { get; init; }

    /// <summary>How many lines its header claims for the file before; null: it claims nothing.</summary>
    public int? OldCount { get; init; }

    /// <summary>All its lines.</summary>
    public required IReadOnlyList<HunkLine> Lines { get; init; }

    /// <summary>So many lines at its end are empty without a sign: blank lines of the file, or of the text around the patch.</summary>
    public int LooseTail { get; init; }

    /// <summary>What the file must hold.</summary>
    public IEnumerable<HunkLine> Old => Lines.Where(line => line.IsOld);

    /// <summary>It reaches the end of the file, as its lines say.</summary>
    public bool EndsFile => Lines.Any(line => line.EndsFile);

    /// <summary>The same without the lines that may not belong to it.</summary>
    public Hunk WithoutTail() => this with { Lines = [.. Lines.SkipLast(LooseTail)], LooseTail = 0 };
}
