using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Integration;

/// <summary>A conflict that a worktree was given to work out.</summary>
/// <param name="Commit">The ticket's commit that did not merge.</param>
/// <param name="Tip">Tip of the branch then.</param>
/// <param name="Marked">Commit of the merge with its markers, on the tip; never on any branch.</param>
/// <param name="Message">Hash of the message for the model.</param>
/// <param name="Files">Paths of all files in conflict; a result names only some of them.</param>
internal sealed record Conflict(string Commit, string Tip, string Marked, string Message, IReadOnlyList<string> Files)
{
    private const string Note = "conflict";

    /// <summary>The last conflict that the worktree was given; null: none.</summary>
    public static Conflict? ReadFrom(string worktree) => new WorktreeNotes(worktree).Read<Conflict>(Note);

    public void WriteTo(string worktree) => new WorktreeNotes(worktree).Write(Note, this);
}
