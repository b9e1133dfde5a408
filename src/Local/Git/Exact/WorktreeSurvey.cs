using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Git;

/// <summary>What lies in a worktree, looked at before git is asked: some of it would hang git, and some of it git would believe.</summary>
/// <param name="Facts">Of every file and link, by path.</param>
/// <param name="Problem">Why git must not be asked, and the way out; null: it may.</param>
internal sealed record WorktreeSurvey(IReadOnlyDictionary<BytePath, FileFacts> Facts, string? Problem)
{
    /// <summary>Git opens what has these names wherever it is, and waits for ever at the end of a pipe.</summary>
    private static readonly byte[][] ReadByGit = [[.. Attributes], [.. ".gitignore"u8], [.. ".gitmodules"u8]];

    private static ReadOnlySpan<byte> Attributes => ".gitattributes"u8;

    /// <summary>Whether the worktree has a file that may name filters.</summary>
    public bool HasAttributes => Facts.Keys.Any(IsAttributes);

    /// <summary>Whether it is such a file.</summary>
    public static bool IsAttributes(BytePath path) => path.Name.SequenceEqual(Attributes);

    public static WorktreeSurvey Create(string worktree)
    {
        var (facts, pipes) = (new Dictionary<BytePath, FileFacts>(), new List<BytePath>());
        try
        {
            foreach (var entry in FolderWalk.Run(worktree))
            {
                if (entry.Facts.Kind is FileKind.File or FileKind.Link)
                {
                    facts[entry.Path] = entry.Facts;
                }
                else if (entry.Facts.Kind == FileKind.Other && Array.Exists(ReadByGit, name => entry.IsNamed(name)))
                {
                    pipes.Add(entry.Path);
                }
            }
        }
        catch (PathTooLongException e)
        {
            return Refused($"{e.Message}. Delete the folder that holds it.");
        }
        catch (IOException e)
        {
            return Refused($"{e.Message} Give its owner permission to read it, or delete it.");
        }

        return pipes.Count == 0
            ? new(facts, null)
            : Refused($"Git reads files of these names, but these are not files: {PathList.Format(pipes)}. Delete them.");
    }

    /// <summary>Removes pipes, sockets and devices, which are in no commit and can hang whoever opens them.</summary>
    public static void RemoveSpecialFiles(string worktree)
    {
        foreach (var entry in FolderWalk.Run(worktree).Where(entry => entry.Facts.Kind == FileKind.Other).ToList())
        {
            FolderWalk.RemoveFile(worktree, entry.Path);
        }
    }

    private static WorktreeSurvey Refused(string problem) => new(new Dictionary<BytePath, FileFacts>(), problem);
}
