using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Local.Patching;

namespace SlopTemporal.Local.Journals;

/// <summary>The journal of a run, for those who only read it.</summary>
public sealed record RunFolder(string Path)
{
    /// <summary>Tickets with an attempt, in ordinal order.</summary>
    public IReadOnlyList<string> Tickets() =>
        [.. JournalFolders.Names(Path).Where(ticket => ticket != JournalNames.WholeRun && Attempts(ticket).Count > 0)];

    /// <summary>How its base was checked; null: it was not, or not yet.</summary>
    public BaseCheckRecord? BaseCheck() =>
        JournalFile.Read<BaseCheckRecord>(FilePath(JournalNames.WholeRun, 0, JournalNames.BaseCheck));

    /// <summary>The plans of its tickets that can be used, newest first.</summary>
    public IReadOnlyList<PlanRecord> Plans() =>
        Attempts(AttemptScope.Plan) is not [.., var planned]
            ? []
            :
            [
                .. new DirectoryInfo(planned.Path).EnumerateFiles("plan-*" + JournalFile.Extension)
                    .OrderByDescending(file => file.Name == JournalNames.EditedPlan + JournalFile.Extension)
                    .ThenByDescending(file => file.LastWriteTimeUtc)
                    .Select(file => JournalFile.Read<PlanRecord>(file.FullName))
                    .OfType<PlanRecord>()
                    .Where(plan => plan.File is not null),
            ];

    /// <summary>Where a file of an attempt lies, or would.</summary>
    public string FilePath(string ticket, int attempt, string name) =>
        System.IO.Path.Combine(Path, ticket, JournalFolders.Name(attempt), name + JournalFile.Extension);

    /// <summary>The attempts at a ticket, in order.</summary>
    /// <param name="ticket">One of <see cref="Tickets"/>, or another ticket of the track.</param>
    public IReadOnlyList<AttemptFolder> Attempts(string ticket)
    {
        var folder = System.IO.Path.Combine(Path, ticket);
        return
        [
            .. JournalFolders.Numbers(folder)
                .Select(attempt => new AttemptFolder(System.IO.Path.Combine(folder, JournalFolders.Name(attempt)), ticket, attempt)),
        ];
    }
}

/// <summary>The journal of an attempt.</summary>
public sealed record AttemptFolder(string Path, string Ticket, int Attempt)
{
    /// <summary>What was written so far for people to read, in no order. Files come whole and never change.</summary>
    public IReadOnlyList<JournalFile> Files() =>
        [.. Directory.EnumerateFiles(Path, "*" + JournalFile.Extension).Select(FileAt).OfType<JournalFile>()];

    /// <summary>What was applied of the patch that a turn of tier 4 proposed; null: nothing.</summary>
    public PreparedPatch? AppliedPatch(int turn) =>
        JournalFile.Read<PreparedPatch>(System.IO.Path.Combine(Path, JournalNames.PatchIntent(turn) + JournalFile.Extension));

    private JournalFile? FileAt(string path) =>
        JournalEntry.Parse(System.IO.Path.GetFileNameWithoutExtension(path)) is { } entry ? new(path, this, entry) : null;
}

/// <summary>A file of an attempt.</summary>
public sealed record JournalFile(string Path, AttemptFolder Attempt, JournalEntry Entry)
{
    public const string Extension = ".json";

    /// <summary>For what does not say itself when it happened.</summary>
    public DateTimeOffset Written => new(File.GetLastWriteTimeUtc(Path), TimeSpan.Zero);

    /// <summary>Null where the file cannot be read: a power failure may have cut it.</summary>
    public T? Read<T>()
        where T : class => Read<T>(Path);

    /// <summary>The text beside it that has the same name with another ending; null: there is none.</summary>
    public string? ReadBeside(string extension) =>
        System.IO.Path.ChangeExtension(Path, extension) is var beside && File.Exists(beside) ? File.ReadAllText(beside) : null;

    internal static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), SlopJson.Options);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
