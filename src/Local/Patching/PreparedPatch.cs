using System.Text.Json;
using System.Text.Json.Serialization;
using SlopTemporal.Domain.Patches;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Patching;

/// <summary>A patch that was checked against a worktree: what is shown is exactly what is written.</summary>
/// <param name="Files">Each file that is written or goes.</param>
/// <param name="Diff">The patch as git writes it, its changes numbered over all files.</param>
/// <param name="Stat">The files with the number of their changed lines, and a total.</param>
/// <param name="Hunks">How many numbers there are.</param>
public sealed record PreparedPatch(IReadOnlyList<PatchedFile> Files, string Diff, string Stat, int Hunks)
{
    private const int MostProblems = 3;

    /// <summary>The paths that are written or go, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Paths => [.. Files.Select(file => file.Path).Order(StringComparer.Ordinal)];

    /// <summary>How many files and lines: the last line of <see cref="Stat"/>.</summary>
    [JsonIgnore]
    public string Total => Stat.TrimEnd().Split('\n')[^1].Trim();

    /// <summary>Reads a text as a model or a person wrote it, and compares it with the files. Nothing is written.</summary>
    public static PatchResult Prepare(string text, WorktreeFiles files)
    {
        try
        {
            return Prepare(PatchReader.Read(text), files);
        }
        catch (PatchException e)
        {
            return PatchResult.Refused(e.Message);
        }
    }

    /// <summary>What a person made of it at its gate: another diff as a list of its lines, or an object with the hunks to take.</summary>
    public PatchResult Edit(JsonElement edited, WorktreeFiles files) => edited.ValueKind == JsonValueKind.Array
        ? Prepare(DiffJson.ToText(edited), files)
        : Select([.. edited.EnumerateObject().First().Value.EnumerateArray().Select(number => number.GetInt32())], files);

    /// <summary>The patch with the changes of these numbers only, numbered anew.</summary>
    public PatchResult Select(IReadOnlyList<int> hunks, WorktreeFiles files)
    {
        var numbers = hunks.ToHashSet();
        if (numbers.Count == 0 || numbers.Any(number => number < 1 || number > Hunks))
        {
            var unknown = numbers.Where(number => number < 1 || number > Hunks).Order().Select(number => $"{number}");
            var what = numbers.Count == 0 ? "No hunk is named" : $"There is no hunk {string.Join(", ", unknown)}";
            return PatchResult.Refused($"{what}. The patch has {(Hunks == 1 ? "hunk 1 only" : $"the hunks 1 to {Hunks}")}.");
        }

        return PatchWriter.Changed(this, files) is { } problem
            ? PatchResult.Refused(problem)
            : Prepare(PatchSelection.Select(PatchReader.Read(Diff), numbers), files);
    }

    /// <summary>
    /// Writes all files, or none of them. To be repeated after a kill: a file that is as it should be is left alone.
    /// </summary>
    /// <returns>Null: all is written. Else a sentence: a file is neither as it was nor as it should be, and nothing was written.</returns>
    public string? Write(WorktreeFiles files) => PatchWriter.Write(this, files);

    private static PatchResult Prepare(IReadOnlyList<FilePatch> patches, WorktreeFiles files)
    {
        var (preparation, edits, problems) = (new PatchPreparation(files), new List<FileEdit>(), new List<string>());
        foreach (var patch in patches.TakeWhile(_ => problems.Count < MostProblems))
        {
            try
            {
                edits.Add(preparation.Prepare(patch));
            }
            catch (Exception e) when (e is PatchException or PathRefusedException)
            {
                problems.Add(e.Message);
            }
        }

        return problems.Count > 0 ? PatchResult.Refused(string.Join('\n', problems)) : Make([.. edits.Where(edit => edit.ChangesAnything)]);
    }

    private static PatchResult Make(IReadOnlyList<FileEdit> edits)
    {
        if (edits.Count == 0)
        {
            return PatchResult.Refused("The patch changes nothing: the files are already so. Leave it out, or change something.");
        }

        var diff = CanonicalDiff.Write(edits);
        try
        {
            // Context makes it longer than what was given, and it is read again to choose hunks of it.
            var count = PatchSelection.Count(PatchReader.Read(diff));
            return new(new([.. edits.SelectMany(edit => edit.Files)], diff, DiffStat.Write(edits), count), null);
        }
        catch (PatchException e)
        {
            return PatchResult.Refused(e.Message);
        }
    }
}
