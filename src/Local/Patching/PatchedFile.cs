namespace SlopTemporal.Local.Patching;

/// <summary>A file of a worktree before and after a patch. A rename is two: one that goes, and one that comes.</summary>
/// <param name="Path">Relative, with <c>/</c>.</param>
/// <param name="Before">Hash of its content; null: there must be no such file.</param>
/// <param name="After">Its content; null: it is gone.</param>
/// <param name="Executable">Whether it may be run afterwards; null: as before, and a new one may not.</param>
public sealed record PatchedFile(string Path, string? Before = null, byte[]? After = null, bool? Executable = null);
