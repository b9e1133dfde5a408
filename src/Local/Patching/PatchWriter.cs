using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Patching;

/// <summary>Writes the files of a patch so that doing it twice is doing it once.</summary>
internal static class PatchWriter
{
    private enum State
    {
        ToWrite,
        Done,
        Other,
    }

    public static string? Write(PreparedPatch patch, WorktreeFiles files)
    {
        try
        {
            var states = patch.Files.Select(file => (File: file, State: StateOf(file, files))).ToList();
            var others = states.Where(one => one.State == State.Other).Select(one => one.File.Path).ToList();
            if (others.Count > 0)
            {
                return Others(others, "is neither as it was before the patch nor as the patch would leave it");
            }

            // What comes is written before anything goes: after a kill in between there is too much rather than too little.
            foreach (var (file, _) in states.Where(one => one.State == State.ToWrite).OrderBy(one => one.File.After is null))
            {
                if (Write(file, files) is WriteResult.Conflict)
                {
                    return $"{file.Path} was changed by something else while the patch was written. Look at its files, and write it again.";
                }
            }

            return null;
        }
        catch (PathRefusedException e)
        {
            return e.Message;
        }
    }

    /// <summary>A sentence where a file is not as it was when the patch was prepared.</summary>
    public static string? Changed(PreparedPatch patch, WorktreeFiles files)
    {
        try
        {
            var changed = patch.Files.Where(file => files.Load(file.Path)?.Sha256 != file.Before).Select(file => file.Path).ToList();
            return changed.Count == 0 ? null : Others(changed, "has changed since the patch was made");
        }
        catch (PathRefusedException e)
        {
            return e.Message;
        }
    }

    private static State StateOf(PatchedFile file, WorktreeFiles files)
    {
        var now = files.Load(file.Path);
        if (now is null && file is { Before: null, After: not null })
        {
            files.RequireRoom(file.Path);
        }

        var hash = file.After is null ? null : Sha256.Hex(file.After);
        var isDone = now?.Sha256 == hash && (now is null || file.Executable is null || file.Executable == now.IsExecutable);
        return isDone ? State.Done : now?.Sha256 == file.Before || (now is not null && now.Sha256 == hash) ? State.ToWrite : State.Other;
    }

    private static WriteResult Write(PatchedFile file, WorktreeFiles files) => file.After is null
        ? files.Delete(file.Path, file.Before!)
        : files.Write(file.Path, file.After, file.Before, file.Executable switch
        {
            true => ExecutableMode.Set,
            false => ExecutableMode.Cleared,
            null => ExecutableMode.Kept,
        });

    private static string Others(List<string> paths, string what) =>
        $"{string.Join(", ", paths)}: {(paths.Count == 1 ? "the file" : "each of them")} {what}. Nothing was written; make the patch anew.";
}
