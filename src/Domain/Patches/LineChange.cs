namespace SlopTemporal.Domain.Patches;

/// <summary>A line that a change puts into a file.</summary>
/// <param name="Text">Without its end.</param>
/// <param name="HasEnd">False: it is the last one of the file, without an end of line.</param>
public sealed record AddedLine(string Text, bool HasEnd = true);

/// <summary>Lines of a file that others take the place of.</summary>
/// <param name="Start">The first one, from 0, or the one before which lines are put.</param>
/// <param name="Deleted">How many there are.</param>
/// <param name="Added">What is there afterwards.</param>
public sealed record LineChange(int Start, int Deleted, IReadOnlyList<AddedLine> Added)
{
    /// <summary>The first line behind it.</summary>
    public int End => Start + Deleted;
}
