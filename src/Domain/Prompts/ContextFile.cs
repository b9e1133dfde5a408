namespace SlopTemporal.Domain.Prompts;

/// <summary>A file that a worker reads with its prompt.</summary>
/// <param name="Path">Relative to the repository, with <c>/</c>.</param>
/// <param name="Text">Its full text; null where it cannot be shown.</param>
/// <param name="Problem">Why it cannot be shown, such as <c>does not exist</c>.</param>
public sealed record ContextFile(string Path, string? Text, string? Problem = null);
