namespace SlopTemporal.Domain.Patches;

/// <summary>
/// The numbers of a patch's changes, over all its files: of each file its mode, its rename, then its hunks. A file that is new or goes
/// has one number.
/// </summary>
public static class PatchSelection
{
    /// <summary>How many numbers there are.</summary>
    public static int Count(IReadOnlyList<FilePatch> files) => files.Sum(Count);

    /// <summary>The patch with the changes of these numbers only.</summary>
    public static IReadOnlyList<FilePatch> Select(IReadOnlyList<FilePatch> files, IReadOnlySet<int> numbers)
    {
        var (selected, first) = (new List<FilePatch>(), 1);
        foreach (var file in files)
        {
            var part = Select(file, first, numbers);
            if (part.ChangesAnything)
            {
                selected.Add(part);
            }

            first += Count(file);
        }

        return selected;
    }

    private static int Count(FilePatch file) => IsWhole(file)
        ? 1
        : file.Hunks.Count + (file.Executable is null ? 0 : 1) + (file.Kind == FilePatchKind.Rename ? 1 : 0);

    private static FilePatch Select(FilePatch file, int first, IReadOnlySet<int> numbers)
    {
        if (IsWhole(file))
        {
            return numbers.Contains(first) ? file : new() { Path = file.Path };
        }

        var next = first;
        var hasMode = file.Executable is not null && numbers.Contains(next++);
        var isRenamed = file.Kind == FilePatchKind.Rename && numbers.Contains(next++);
        return file with
        {
            Path = isRenamed ? file.Path : file.Source,
            From = isRenamed ? file.From : null,
            Kind = isRenamed ? FilePatchKind.Rename : FilePatchKind.Change,
            Executable = hasMode ? file.Executable : null,
            WasExecutable = hasMode ? file.WasExecutable : null,
            Hunks = [.. file.Hunks.Where((_, i) => numbers.Contains(next + i))],
        };
    }

    private static bool IsWhole(FilePatch file) => file.Kind is FilePatchKind.Add or FilePatchKind.Delete;
}
