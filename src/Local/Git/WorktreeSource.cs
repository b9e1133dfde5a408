namespace SlopTemporal.Local.Git;

/// <summary>A checkout that a worktree begins as a copy of.</summary>
/// <param name="Folder">Its files; its scratch folder is copied too.</param>
/// <param name="IsOtherTree">True: it holds another tree than the worktree's commit, so that files which differ are written anew.</param>
public sealed record WorktreeSource(string Folder, bool IsOtherTree);
