using SlopTemporal.Domain.Patches;

namespace SlopTemporal.Local.Patching;

/// <summary>The files of a patch with the number of their changed lines, and a total, as git writes them.</summary>
internal static class DiffStat
{
    private const int MostMarks = 40;

    public static string Write(IReadOnlyList<FileEdit> edits)
    {
        var (nameWidth, most) = (edits.Max(edit => Name(edit).Length), edits.Max(edit => edit.AddedLines + edit.DeletedLines));
        var countWidth = $"{most}".Length;
        return string.Join('\n', edits.Select(Line).Append(Total(edits)));

        string Line(FileEdit edit)
        {
            var count = $"{edit.AddedLines + edit.DeletedLines}".PadLeft(countWidth);
            return $" {Name(edit).PadRight(nameWidth)} | {count}{Marks(edit, most)}{What(edit)}";
        }
    }

    private static string Name(FileEdit edit) => edit.Patch.From is { } from ? $"{from} => {edit.Patch.Path}" : edit.Patch.Path;

    private static string Marks(FileEdit edit, int most)
    {
        var marks = new string('+', Scaled(edit.AddedLines, most)) + new string('-', Scaled(edit.DeletedLines, most));
        return marks.Length == 0 ? "" : $" {marks}";
    }

    // A side that has lines has a mark.
    private static int Scaled(int lines, int most) =>
        most <= MostMarks ? lines : Math.Min(lines, 1 + (int)((long)lines * (MostMarks - 2) / most));

    private static string What(FileEdit edit) => (edit.Patch.Kind, edit.Patch.Executable) switch
    {
        (FilePatchKind.Add, true) => " (new, executable)",
        (FilePatchKind.Add, _) => " (new)",
        (FilePatchKind.Delete, _) => " (gone)",
        (_, true) => " (executable)",
        (_, false) => " (not executable any more)",
        _ => "",
    };

    private static string Total(IReadOnlyList<FileEdit> edits)
    {
        var (added, deleted) = (edits.Sum(edit => edit.AddedLines), edits.Sum(edit => edit.DeletedLines));
        var parts = new[]
        {
            $" {edits.Count} {(edits.Count == 1 ? "file" : "files")} changed",
            added == 0 ? "" : $"{added} {(added == 1 ? "insertion" : "insertions")}(+)",
            deleted == 0 ? "" : $"{deleted} {(deleted == 1 ? "deletion" : "deletions")}(-)",
        };
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}
