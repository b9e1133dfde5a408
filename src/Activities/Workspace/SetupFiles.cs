using SlopTemporal.Local.Files;
using SlopTemporal.Local.Git;

namespace SlopTemporal.Activities.Workspace;

/// <summary>
/// What <c>setup</c> left in a worktree that git does not ignore: it is no ticket's work, unless somebody changes it afterwards.
/// </summary>
/// <param name="Paths">With the content that setup gave them.</param>
internal sealed record SetupFiles(IReadOnlyList<DirtyPath> Paths)
{
    private const string Note = "residue";

    /// <summary>Notes what is there after setup: once for each worktree, before anybody works in it.</summary>
    public static async Task RecordAsync(GitRepository repository, string worktree, string baseCommit, CancellationToken cancellationToken)
    {
        var notes = new WorktreeNotes(worktree);
        if (notes.Read<SetupFiles>(Note) is null)
        {
            notes.Write(Note, new SetupFiles(await repository.Trees.DirtyPathsAsync(worktree, baseCommit, cancellationToken)));
        }
    }

    /// <summary>What was noted of the worktree; empty if nothing was.</summary>
    public static SetupFiles ReadFrom(string worktree) => new WorktreeNotes(worktree).Read<SetupFiles>(Note) ?? new SetupFiles([]);

    /// <summary>The work as a tree: what the worktree holds, without the residue that is as setup left it.</summary>
    public static async Task<string> MakeTreeAsync(
        GitRepository repository, string worktree, string baseCommit, CancellationToken cancellationToken)
    {
        var left = ReadFrom(worktree).Paths.ToHashSet();
        var dirty = left.Count == 0 ? [] : await repository.Trees.DirtyPathsAsync(worktree, baseCommit, cancellationToken);
        var unchanged = dirty.Where(left.Contains).Select(path => path.Path).ToHashSet(StringComparer.Ordinal);
        return await repository.Trees.MakeAsync(worktree, baseCommit, unchanged, cancellationToken);
    }

    /// <summary>Moves new files of setup out of the worktree before a checkout, which removes all that git does not know.</summary>
    public static void MoveAside(string worktree) => Move(worktree, from: worktree, to: AsideFolder(worktree));

    /// <summary>Moves them back, except where the checkout has put something else.</summary>
    public static void MoveBack(string worktree) => Move(worktree, from: AsideFolder(worktree), to: worktree);

    private static string AsideFolder(string worktree) => Path.Combine(Scratch.For(worktree).Private, "parked");

    private static void Move(string worktree, string from, string to)
    {
        foreach (var path in ReadFrom(worktree).Paths.Where(path => path.Blob is not null).Select(path => path.Path))
        {
            // A command may have put a link where a folder was: what lies behind it is not ours to move.
            if (IsPlain(from, path) && IsPlain(to, path) && File.Exists(Path.Combine(from, path)) && !Path.Exists(Path.Combine(to, path)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, path))!);
                File.Move(Path.Combine(from, path), Path.Combine(to, path));
            }
        }
    }

    private static bool IsPlain(string root, string path)
    {
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            var info = new FileInfo(Path.Combine(root, folder));
            if (info.LinkTarget is not null || info.Exists)
            {
                return false;
            }
        }

        return true;
    }
}
