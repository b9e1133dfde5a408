using SlopTemporal.Domain.Effects;

namespace SlopTemporal.Local.Home;

/// <summary>Where worktrees lie: <c>worktrees/&lt;track&gt;-&lt;epoch&gt;/&lt;ticket&gt;-&lt;attempt&gt;</c> in the home.</summary>
public sealed class WorktreePaths(SlopHome home)
{
    /// <summary>All worktrees of one run of a track.</summary>
    public string Folder(TrackScope run) => Path.Combine(home.Worktrees, $"{run.Track}-{run.Epoch}");

    /// <summary>The worktree of an attempt.</summary>
    public string PathFor(AttemptScope scope) => Path.Combine(Folder(scope.Run), $"{scope.Ticket}-{scope.Attempt}");
}
