using System.Globalization;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Local.Files;
using SlopTemporal.Local.Home;

namespace SlopTemporal.Local.Journals;

/// <summary>Where the journal of each attempt lies: <c>journal/&lt;track&gt;/&lt;epoch&gt;/&lt;ticket&gt;/&lt;attempt&gt;</c>.</summary>
public sealed class JournalFolders(SlopHome home)
{
    /// <summary>Folder of an attempt; it may not exist yet.</summary>
    public string AttemptPath(AttemptScope scope) =>
        Path.Combine(Run(scope.Run.Track, scope.Run.Epoch).Path, FolderName.Of(scope.Ticket), Name(scope.Attempt));

    /// <summary>Folder of a run; it may not exist yet.</summary>
    public RunFolder Run(string track, int epoch) => new(Path.Combine(home.Journal, FolderName.Of(track), Name(epoch)));

    /// <summary>Ids of the tracks with a journal, in ordinal order.</summary>
    public IReadOnlyList<string> Tracks() => [.. Names(home.Journal).Where(track => LatestEpoch(track) is not null)];

    /// <summary>The latest run of a track that has a journal; null: none has.</summary>
    public int? LatestEpoch(string track)
    {
        // A name that is no single folder name is no track id either.
        return FolderName.IsOne(track) ? Numbers(Path.Combine(home.Journal, track)).Select(n => (int?)n).LastOrDefault() : null;
    }

    internal static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names of the folders in a folder, in ordinal order.</summary>
    internal static IEnumerable<string> Names(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
            : [];

    /// <summary>The folders in a folder that are called by a number, in order.</summary>
    internal static IEnumerable<int> Numbers(string folder) =>
        Names(folder).Select(ParseNumber).Where(number => number > 0).Order();

    private static int ParseNumber(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
