using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Git;

/// <summary>Says why a folder cannot be worked on, from what git answers about it, and what to name or do instead.</summary>
internal static class GitRefusal
{
    private const string GitFolder = ".git";
    private const string WorktreeLine = "worktree ";
    private const int MaxWorktrees = 3;

    // What git says where it looked in each folder above; a single path in its place is one that a .git file names.
    private const string NowhereAbove = "not a git repository (or any";
    private const string IsBare = "bare repository";

    /// <param name="found">The answers to: is it inside a checkout, is it bare, is it inside git's folder.</param>
    public static async Task<GitException> ExplainAsync(Git git, string path, ProcessResult found, CancellationToken cancellationToken)
    {
        var error = string.Join(' ', found.StandardError.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var answers = found.StandardOutput.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) == GitFolder || answers is [_, "false", "true"])
        {
            return new(GitProblem.NotARepository, $"{path} is git's own folder in a repository. Name the folder with the files.");
        }

        if (answers is [_, "true", ..])
        {
            return Bare(path, await WorktreesAsync(git, path, cancellationToken));
        }

        return error switch
        {
            _ when error.Contains(IsBare, StringComparison.Ordinal) => Bare(path, []),
            _ when error.Length == 0 || error.Contains(NowhereAbove, StringComparison.Ordinal) =>
                NotARepository(path, "no folder above it has a .git either"),
            _ => new(
                GitProblem.NotARepository,
                $"Git {await git.VersionAsync(cancellationToken)} cannot use {path}: {error}. "
                    + "Where another git on this machine can, make that the first one on PATH; else mend what it names."),
        };
    }

    public static GitException NotARepository(string path, string why) => new(
        GitProblem.NotARepository,
        $"{path} is not in a git repository: {why}. Run 'git init' and commit there, or name another folder.");

    private static GitException Bare(string path, IReadOnlyList<string> worktrees) => new(
        GitProblem.BareRepository,
        $"{path} is a bare repository, without files of its own. Name a worktree of it: "
            + (worktrees.Count > 0
                ? string.Join(", ", worktrees.Take(MaxWorktrees))
                : $"'git -C \"{path}\" worktree add <folder> <branch>' makes one. Or clone it, and name the clone."));

    private static async Task<IReadOnlyList<string>> WorktreesAsync(Git git, string path, CancellationToken cancellationToken)
    {
        var call = new GitCall("list the worktrees", "worktree", "list", "--porcelain") { Folder = path };
        var records = (await git.RunAsync(call, cancellationToken)).StandardOutput.Text.Split("\n\n");
        return
        [
            .. records.Select(record => record.Split('\n'))
                .Where(lines => lines[0].StartsWith(WorktreeLine, StringComparison.Ordinal) && !lines.Contains("bare"))
                .Select(lines => lines[0][WorktreeLine.Length..])
                .Where(Directory.Exists),
        ];
    }
}
