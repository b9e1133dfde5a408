using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>Where worktrees lie: <c>worktrees/&lt;track&gt;-&lt;epoch&gt;/&lt;ticket&gt;-&lt;attempt&gt;</c> in the home.</summary>
public sealed class WorktreePaths(SlopHome home)
{
    /// <summary>All worktrees of one run of a track.</summary>
    public string Folder(TrackScope run) => Path.Combine(home.Worktrees, FolderName.Of($"{run.Track}-{run.Epoch}"));

    /// <summary>The worktree of an attempt.</summary>
    public string PathFor(AttemptScope scope) => Path.Combine(Folder(scope.Run), FolderName.Of($"{scope.Ticket}-{scope.Attempt}"));
}
