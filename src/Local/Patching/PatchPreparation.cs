using System.Text;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Patching;

/// <summary>Compares the files of a patch with a worktree.</summary>
internal sealed class PatchPreparation(WorktreeFiles files)
{
    private readonly LineDiff _diff = new();

    /// <exception cref="PatchException">It does not fit the file.</exception>
    /// <exception cref="PathRefusedException">The file may not be changed.</exception>
    public FileEdit Prepare(FilePatch patch)
    {
        var before = files.Load(patch.Source);
        return patch.Kind switch
        {
            FilePatchKind.Add => Add(patch, before),
            _ when before is null => throw new PatchException(
                $"{patch.Source} does not exist. List the folder to find the file; to make a new one, write --- /dev/null before "
                + $"+++ b/{patch.Path}."),
            FilePatchKind.Delete => Delete(patch, before),
            _ => Change(patch, before),
        };
    }

    private FileEdit Add(FilePatch patch, WorktreeFile? before)
    {
        if (before is not null)
        {
            throw new PatchException($"{patch.Path} exists, so that it cannot be new. Change it: write --- a/{patch.Path} and its lines.");
        }

        if (patch.Hunks.SelectMany(hunk => hunk.Old).Any(line => line.Kind == HunkLineKind.Deleted || line.Text.Length > 0))
        {
            throw new PatchException($"{patch.Path} is new, but its hunk has lines that do not begin with +. Begin all of them with +.");
        }

        files.RequireRoom(patch.Path);
        var added = patch with { Hunks = [.. patch.Hunks.Select(Whole)] };
        var changes = PatchApplier.Changes(added, FileText.Empty);
        var after = Bytes(patch.Path, new(PatchApplier.Apply(FileText.Empty, changes).Raw, TextEncoding.Utf8));
        return new() { Patch = added, Changes = changes, Files = [new(patch.Path, null, after, patch.Executable)] };
    }

    // In a new file a blank line without its sign can only be one of its own.
    private static Hunk Whole(Hunk hunk)
    {
        var whole = hunk.WithoutTail();
        return whole with { Lines = [.. whole.Lines.Select(line => line with { Kind = HunkLineKind.Added })] };
    }

    private static FileEdit Delete(FilePatch patch, WorktreeFile before)
    {
        var file = TextOf(patch, before);
        var text = FileText.Read(file.Raw);
        var left = PatchApplier.Apply(text, PatchApplier.Changes(Unmarked(patch, file), text)).Lines.Count;
        return left > 0
            ? throw new PatchException(
                $"{patch.Path} is deleted, but {left} of its {text.Lines.Count} lines would be left. Delete all of them.")
            : new()
            {
                Patch = patch,
                Text = text,
                Changes = text.Lines.Count == 0 ? [] : [new(0, text.Lines.Count, [])],
                IsExecutable = before.IsExecutable,
                Files = [new(patch.Path, before.Sha256)],
            };
    }

    private FileEdit Change(FilePatch patch, WorktreeFile before)
    {
        CheckMode(patch, before);
        if (patch.Kind == FilePatchKind.Rename)
        {
            CheckTarget(patch);
        }

        var mode = patch.Executable == before.IsExecutable ? null : patch.Executable;
        var edit = new FileEdit { Patch = patch with { Executable = mode }, IsExecutable = before.IsExecutable, Files = [] };
        var after = before.Content;
        if (patch.Hunks.Count > 0)
        {
            var file = TextOf(patch, before);
            var text = FileText.Read(file.Raw);
            patch = Unmarked(patch, file);
            // The smaller changes are the ones that are written, so that what is shown is what happens.
            edit = edit with { Text = text, Changes = _diff.Refine(text, PatchApplier.Changes(patch, text)) };
            after = edit.Changes.Count == 0 ? after : Bytes(patch.Source, file with { Raw = PatchApplier.Apply(text, edit.Changes).Raw });
        }

        return edit with
        {
            Files = patch.Kind == FilePatchKind.Rename
                ? [new(patch.Path, null, after, mode ?? (before.IsExecutable ? true : null)), new(patch.Source, before.Sha256)]
                : [new(patch.Path, before.Sha256, after, mode)],
        };
    }

    // Tools that draw a diff take the mark of a file for a part of its first line, and so do models.
    private static FilePatch Unmarked(FilePatch patch, TextFile file) => patch with
    {
        Hunks =
        [
            .. patch.Hunks.Select(hunk => hunk with
            {
                Lines = [.. hunk.Lines.Select(line => line with { Text = file.Unmarked(line.Text) })],
            }),
        ],
    };

    private static void CheckMode(FilePatch patch, WorktreeFile before)
    {
        if (patch.WasExecutable is { } was && was != before.IsExecutable)
        {
            throw new PatchException(
                $"{patch.Source} {(was ? "is not" : "is already")} executable, so that its mode is not as the patch says. "
                + "Leave the lines with its modes out.");
        }
    }

    private void CheckTarget(FilePatch patch)
    {
        if (files.Load(patch.Path) is not null)
        {
            throw new PatchException($"{patch.Path} exists, so that {patch.Source} cannot be renamed to it. Choose another path.");
        }

        files.RequireRoom(patch.Path);
    }

    private static TextFile TextOf(FilePatch patch, WorktreeFile file) => TextFile.ReadAny(file.Content)
        ?? throw new PatchException($"{patch.Source} is not text, and a patch can change text only. Leave it out.");

    private static byte[] Bytes(string path, TextFile file)
    {
        try
        {
            var bytes = file.Bytes();
            return bytes.Length <= WorktreeFiles.MaxBytes
                ? bytes
                : throw new PatchException($"{path} would have {bytes.Length} bytes; the maximum is {WorktreeFiles.MaxBytes}. Split it.");
        }
        catch (EncoderFallbackException e)
        {
            var character = char.IsSurrogate(e.CharUnknown) || e.CharUnknown == 0 ? "half a character" : $"'{e.CharUnknown}'";
            throw new PatchException($"{path} cannot hold {character} in its encoding. Write the line without it.");
        }
    }
}
