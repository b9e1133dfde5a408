using SlopTemporal.Local.Processes;
using SlopTemporal.Local.Secrets;

namespace SlopTemporal.Local.Git;

/// <summary>Why git could not do what was asked.</summary>
public enum GitProblem
{
    /// <summary>The command itself failed; see its exit code and text.</summary>
    CommandFailed,
    NoGit,
    GitTooOld,
    NotARepository,
    BareRepository,

    /// <summary>The branch has no commit yet.</summary>
    NoCommitYet,
    UnknownRevision,
    NotAWorktree,

    /// <summary>What lies in git's folder could make git run programs or write elsewhere.</summary>
    UnsafeGitFolder,
}

/// <summary>Git could not do what was asked; the message names the purpose and the way out.</summary>
/// <remarks>Git repeats the address of a remote, and with it what the person keeps there.</remarks>
public sealed class GitException(GitProblem problem, string message, int exitCode = -1) : Exception(Redaction.Apply(message))
{
    private const int ShownLines = 4;

    // What git says where it may not ask the remote for an object of a partial clone.
    private const string NotFetched = "lazy fetching disabled";

    public GitProblem Problem => problem;

    /// <summary>Of the git command; -1 if none ran.</summary>
    public int ExitCode => exitCode;

    internal static GitException Failed(GitCall call, ProcessResult result)
    {
        var text = result.StandardError.Text.Trim() is { Length: > 0 } error ? error : result.StandardOutput.Text.Trim();
        var shown = string.Join('\n', text.Split('\n').Take(ShownLines));
        var how = result.TimedOut
            ? $"took longer than {call.Timeout.TotalSeconds:0} seconds"
            : $"ended with exit code {result.ExitCode}";
        var command = call.Arguments is [var name, ..] ? $"git {name}" : "git";
        var wayOut = text.Contains(NotFetched, StringComparison.Ordinal)
            ? "\nThis clone is partial, and objects that are needed were never fetched: check that commit out in it once, then try again."
            : "";
        var message = $"Git could not {call.Purpose}: {command} {how}. {shown}".TrimEnd() + wayOut;
        return new(GitProblem.CommandFailed, message, result.ExitCode);
    }
}
