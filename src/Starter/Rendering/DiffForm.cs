namespace SlopTemporal.Starter.Rendering;

/// <summary>How much of a diff is shown.</summary>
internal enum DiffForm
{
    Whole,
    SideBySide,
    Stat,
    Names,
}
