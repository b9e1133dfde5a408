using System.Globalization;
using System.Text.Json;
using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Json;
using SlopTemporal.Domain.Snapshots;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Home;

/// <summary>
/// What became of tracks, for the time after the server has forgotten them:
/// <c>records/&lt;track&gt;/&lt;epoch&gt;/track.json</c>, and its tickets on pages beside it.
/// </summary>
public sealed class TrackRecords(SlopHome home)
{
    private const string TrackName = "track.json";

    /// <summary>The record of a run without its tickets; written last.</summary>
    public string TrackFile(TrackScope run) => Path.Combine(Folder(run), TrackName);

    /// <summary>Some of its tickets; pages count from 0.</summary>
    public string PageFile(TrackScope run, int page) => PageFile(Folder(run), page);

    /// <summary>Which worktrees outlive the run, and until when.</summary>
    public string KeptFile(TrackScope run) => Path.Combine(Folder(run), "kept.json");

    /// <summary>True if the run is over and its record written.</summary>
    public bool IsClosed(string track, int epoch) => File.Exists(Path.Combine(Folder(track, epoch), TrackName));

    /// <summary>Ids of the tracks with a record, in ordinal order.</summary>
    public IReadOnlyList<string> Tracks()
    {
        if (!Directory.Exists(home.Records))
        {
            return [];
        }

        var recorded = Directory.EnumerateDirectories(home.Records).Where(f => LatestRun(f) is not null);
        return [.. recorded.Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The latest run that has a record, its tickets joined; null: none has.</summary>
    public TrackSnapshot? Read(string track)
    {
        // A name that is no single folder name is no track id either.
        var folder = FolderName.IsOne(track) ? LatestRun(Path.Combine(home.Records, track)) : null;
        return folder is null ? null : Load<TrackSnapshot>(Path.Combine(folder, TrackName)) with { Tickets = Tickets(folder) };
    }

    /// <summary>The tickets of a run that were recorded so far, in file order.</summary>
    public IReadOnlyList<TicketSnapshot> Tickets(TrackScope run) => Tickets(Folder(run));

    private static List<TicketSnapshot> Tickets(string folder)
    {
        var tickets = new List<TicketSnapshot>();
        for (var page = 0; File.Exists(PageFile(folder, page)); page++)
        {
            tickets.AddRange(Load<IReadOnlyList<TicketSnapshot>>(PageFile(folder, page)));
        }

        return tickets;
    }

    private static string? LatestRun(string track) => !Directory.Exists(track) ? null : Directory.EnumerateDirectories(track)
        .Where(folder => File.Exists(Path.Combine(folder, TrackName)))
        .MaxBy(ParseEpoch);

    private static int ParseEpoch(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : -1;

    private static T Load<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), SlopJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The record {path} cannot be read: {e.Message}. Delete its folder to forget that run.", e);
        }
    }

    private static string PageFile(string folder, int page) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tickets-{page}.json"));

    private string Folder(TrackScope run) => Folder(run.Track, run.Epoch);

    private string Folder(string track, int epoch) =>
        Path.Combine(home.Records, FolderName.Of(track), epoch.ToString(CultureInfo.InvariantCulture));
}
