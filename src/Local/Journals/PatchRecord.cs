using SlopTemporal.Local.Patching;

namespace SlopTemporal.Local.Journals;

/// <summary>A patch that tier 4 proposed and that fits; <c>patch-n.json</c>.</summary>
/// <param name="Hash">Of its diff, as a gate has it.</param>
/// <param name="Text">All that a person reads of it: the analysis, the files, the numbered diff.</param>
/// <param name="Patch">As it is applied where a person approves all of it.</param>
public sealed record PatchRecord(string Hash, string Text, PreparedPatch Patch);

/// <summary>A patch that tier 4 proposed and that does not fit; <c>patch-n.refused.json</c>.</summary>
/// <param name="Problem">Sentences, with the nearest lines of the file.</param>
public sealed record RefusedPatch(string Problem);
