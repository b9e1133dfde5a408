namespace SlopTemporal.Domain.Attempts;

/// <summary>How far tier 4 is with a red check: small enough to travel, so that a suspended ticket asks nothing twice.</summary>
/// <param name="Turn">The worker's turn that ended the work.</param>
public sealed record Repair(int Turn)
{
    /// <summary>Tier 4's turn with the analysis; null: there is none yet.</summary>
    public int? Analysis { get; init; }

    /// <summary>Why the check fails, one line.</summary>
    public string? Cause { get; init; }

    /// <summary>Hash of the analysis with the output after it, for the next attempt.</summary>
    public string? Evidence { get; init; }

    /// <summary>Tier 4's turn with the patch that fits; null: there is none yet.</summary>
    public int? Patch { get; init; }

    /// <summary>Hash of why the patch before does not fit the worktree; null: there was none.</summary>
    public string? Refused { get; init; }

    /// <summary>
    /// Hash of <see cref="Evidence"/> with the patch that was applied and what a person said of it after it, for the next attempt. Null:
    /// none was, or by a build that did not say.
    /// </summary>
    public string? WithPatch { get; init; }

    /// <summary>True: the patch is applied, and the check runs again.</summary>
    public bool? Applied { get; init; }
}
