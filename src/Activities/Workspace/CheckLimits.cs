namespace SlopTemporal.Activities.Workspace;

/// <summary>Limits of <c>setup</c> and <c>verify</c>.</summary>
internal static class CheckLimits
{
    /// <summary>One command; eight of them fit into an activity's time-out, and a retry goes on after the last that ended.</summary>
    public static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Files that a result names.</summary>
    public const int MaxFiles = 20;
}
