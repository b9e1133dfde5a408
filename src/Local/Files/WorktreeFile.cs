namespace SlopTemporal.Local.Files;

/// <summary>A file of a worktree that may be changed.</summary>
/// <param name="Content">All bytes.</param>
/// <param name="Sha256">Their hash.</param>
/// <param name="IsExecutable">Its owner may run it.</param>
public sealed record WorktreeFile(byte[] Content, string Sha256, bool IsExecutable);

/// <summary>What a change does to the right to run a file.</summary>
public enum ExecutableMode
{
    Kept,
    Set,
    Cleared,
}
