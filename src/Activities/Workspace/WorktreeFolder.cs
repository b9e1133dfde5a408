using System.Globalization;

namespace SlopTemporal.Activities.Workspace;

/// <summary>A worktree of a run as its folder's name tells it.</summary>
/// <param name="Path">Full path; the folder may be gone while its scratch folder is still there.</param>
/// <param name="Ticket">Null: the one that the base is checked in.</param>
/// <param name="Attempt">From 1; 0 for the worktree that the base is checked in.</param>
internal sealed record WorktreeFolder(string Path, string? Ticket, int Attempt)
{
    /// <summary>Null: not a folder of ours. A scratch folder counts as its worktree, which may be gone before it.</summary>
    public static WorktreeFolder? Parse(string path)
    {
        const string scratch = ".scratch";
        var worktree = path.EndsWith(scratch, StringComparison.Ordinal) ? path[..^scratch.Length] : path;
        var name = System.IO.Path.GetFileName(worktree);
        if (name == RunWorktrees.BaseName)
        {
            return new(worktree, null, 0);
        }

        // A ticket's id may hold dashes and digits too: the attempt is what follows the last dash.
        var dash = name.LastIndexOf('-');
        return dash > 0 && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? new(worktree, name[..dash], attempt)
            : null;
    }
}
