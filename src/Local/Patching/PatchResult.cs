namespace SlopTemporal.Local.Patching;

/// <summary>A patch that may be written, or why there is none.</summary>
/// <param name="Patch">Null: there is a problem.</param>
/// <param name="Problem">A sentence that says what to do, with the nearest lines of the file below it where that helps.</param>
public sealed record PatchResult(PreparedPatch? Patch, string? Problem)
{
    internal static PatchResult Refused(string problem) => new(null, problem);
}
