namespace SlopTemporal.Domain.Patches;

/// <summary>The files of a patch together: each is named once.</summary>
internal static class PatchedFiles
{
    /// <summary>The same files, those that are changed in two places joined, without those that stay as they are.</summary>
    /// <exception cref="PatchException">A file is named twice, or is a folder too.</exception>
    public static IReadOnlyList<FilePatch> Check(IReadOnlyList<FilePatch> files)
    {
        var joined = new List<FilePatch>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.ChangesAnything))
        {
            if (places.TryGetValue(file.Path, out var at) && file.Kind == FilePatchKind.Change && joined[at].Kind == FilePatchKind.Change)
            {
                joined[at] = Join(joined[at], file);
                continue;
            }

            Note(places, file.Path, joined.Count);
            if (file.From is { } from)
            {
                Note(places, from, joined.Count);
            }

            joined.Add(file);
        }

        CheckFolders(places.Keys);
        return joined;
    }

    private static FilePatch Join(FilePatch first, FilePatch second) => first with
    {
        Hunks = [.. first.Hunks, .. second.Hunks],
        Executable = second.Executable ?? first.Executable,
        WasExecutable = first.WasExecutable ?? second.WasExecutable,
    };

    private static void Note(Dictionary<string, int> places, string path, int at)
    {
        if (!places.TryAdd(path, at))
        {
            throw new PatchException($"The patch does several things to {path}. Put all its changes under one header.");
        }
    }

    private static void CheckFolders(IReadOnlyCollection<string> paths)
    {
        var files = paths.ToHashSet(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            {
                if (files.Contains(path[..end]))
                {
                    throw new PatchException(
                        $"{path[..end]} is both a file and a folder of the patch. Do one after the other, in two patches.");
                }
            }
        }
    }
}
