namespace SlopTemporal.Activities.Workspace;

/// <summary>Limits of <c>setup</c> and <c>verify</c>.</summary>
internal static class CheckLimits
{
    /// <summary>Files that a result names.</summary>
    public const int MaxFiles = 20;
}
