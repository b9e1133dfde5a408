namespace SlopTemporal.Domain.Changes;

/// <summary>A command that passed on a tree.</summary>
/// <param name="Command">As the track names it.</param>
/// <param name="Took">From its start to its end; null: it was noted by a build that did not say.</param>
/// <param name="Output">Hash of all that it wrote; null: nothing, or it was noted by a build that did not keep it.</param>
public sealed record PassedCheck(string Command, TimeSpan? Took = null, string? Output = null);
