using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>
/// What <c>setup</c> left in a worktree that git does not ignore: it is no ticket's work, unless somebody changes it afterwards.
/// </summary>
/// <param name="Paths">With the content that setup gave them.</param>
public sealed record SetupFiles(IReadOnlyList<DirtyPath> Paths)
{
    private const string Note = "residue";

    /// <summary>Notes what is there after setup: once for each worktree, before anybody works in it.</summary>
    /// <returns>What git cannot read of it, and the way out; null: nothing.</returns>
    public static async Task<string?> RecordAsync(
        GitRepository repository, string worktree, string baseCommit, CancellationToken cancellationToken)
    {
        var notes = new WorktreeNotes(worktree);
        if (notes.Read<SetupFiles>(Note) is not null)
        {
            return null;
        }

        var made = await repository.Trees.MakeAsync(new(worktree, baseCommit), cancellationToken);
        if (made.Problem is null)
        {
            // Else a checkout of another tree would take what setup left for a file of this one, and delete it.
            await repository.Trees.ResetIndexAsync(worktree, baseCommit, cancellationToken);
            notes.Write(Note, new SetupFiles(From(made)));
        }

        return made.Problem;
    }

    /// <summary>What was noted of the worktree; empty if nothing was.</summary>
    public static SetupFiles ReadFrom(string worktree) => new WorktreeNotes(worktree).Read<SetupFiles>(Note) ?? new SetupFiles([]);

    /// <summary>The work as a tree: what the worktree holds, without the residue that is as setup left it.</summary>
    public static async Task<MadeTree> MakeTreeAsync(GitRepository repository, TreeRequest request, CancellationToken cancellationToken)
    {
        var left = ReadFrom(request.Worktree).Paths.ToHashSet();
        if (left.Count == 0)
        {
            return await repository.Trees.MakeAsync(request, cancellationToken);
        }

        var all = await repository.Trees.MakeAsync(request with { Limits = null }, cancellationToken);
        var unchanged = From(all).Where(left.Contains).Select(path => BytePath.Parse(path.Path)).ToHashSet();
        return all.Problem is null
            ? await repository.Trees.MakeAsync(request with { LeaveOut = unchanged }, cancellationToken)
            : all;
    }

    /// <summary>Moves new files of setup out of the worktree before a checkout, which removes all that git does not know.</summary>
    public static void MoveAside(string worktree) => Move(worktree, from: worktree, to: AsideFolder(worktree));

    /// <summary>Moves them back, except where the checkout has put something else.</summary>
    public static void MoveBack(string worktree) => Move(worktree, from: AsideFolder(worktree), to: worktree);

    private static IReadOnlyList<DirtyPath> From(MadeTree made) =>
        [.. made.Changes.Select(change => new DirtyPath(change.Path.ToString(), change.IsDeletion ? null : change.NewId))];

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

/// <summary>A path whose content differs from the base.</summary>
/// <param name="Path">Its text, quoted where it is not plain UTF-8.</param>
/// <param name="Blob">Its content's object id; null if it is deleted.</param>
public sealed record DirtyPath(string Path, string? Blob);
