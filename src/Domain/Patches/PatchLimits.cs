namespace SlopTemporal.Domain.Patches;

/// <summary>How large a patch may be.</summary>
public static class PatchLimits
{
    /// <summary>Characters of the text that holds it, prose included.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>Files that it names.</summary>
    public const int MaxFiles = 200;

    /// <summary>Hunks of all files together.</summary>
    public const int MaxHunks = 1000;
}
