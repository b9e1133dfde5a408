using SlopTemporal.Domain.Effects;
using SlopTemporal.Domain.Tracks;
using SlopTemporal.Domain.Tracks.Planning;
using SlopTemporal.Domain.Tracks.Reading;
using SlopTemporal.Starter.Rendering;

namespace SlopTemporal.Starter.Tracks;

/// <summary>A track file that was read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Shown">As the user wrote it.</param>
/// <param name="Bytes">The content of the file.</param>
/// <param name="Reading">The track, or what is wrong.</param>
internal sealed record TrackFile(string Path, string Shown, byte[] Bytes, TrackReadResult Reading)
{
    /// <summary>What a person confirms: the file as it is now.</summary>
    public string Hash => Sha256.Hex(Bytes);

    /// <summary>Null: the bytes are no text.</summary>
    public string? Text => TrackBytes.Decode(Bytes).Text;

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public static TrackFile Read(Terminal terminal, string shown)
    {
        var path = terminal.FullPath(shown);
        var bytes = Load(path, shown);
        var (text, problem) = TrackBytes.Decode(bytes);
        var reading = text is null
            ? new TrackReadResult(null, [problem!], [])
            : TrackReader.Read(text, new(path, new DescriptionFiles(System.IO.Path.GetDirectoryName(path)!).Read));
        return new(path, shown, bytes, reading);
    }

    /// <summary>A file that there is only in memory, for a track that the command line describes.</summary>
    /// <param name="folder">Absolute; where it would lie.</param>
    /// <param name="track">What it says.</param>
    public static TrackFile Make(string folder, Track track)
    {
        var (path, text) = (System.IO.Path.Combine(folder, $"{track.Id}.json"), TrackFileText.Write(track));
        var reading = TrackReader.Read(text, new(path));
        return new(path, "the command line", System.Text.Encoding.UTF8.GetBytes(text), reading);
    }

    /// <summary>The track, or the list of mistakes as an error.</summary>
    public Track RequireValid(IReadOnlyList<Problem>? more = null)
    {
        var errors = (IReadOnlyList<Problem>)[.. Reading.Errors, .. more ?? []];
        return errors.Count == 0 ? Reading.Track! : throw CliError.InvalidTrack(Shown, errors.Count, ProblemList.Text(Shown, errors, []));
    }

    private static byte[] Load(string path, string shown)
    {
        try
        {
            // One byte more than allowed is enough for the reader to say so.
            return GivenFile.ReadStart(path, TrackDefaults.MaxBytes + 1, PipeUse.Read);
        }
        catch (FileNotFoundException)
        {
            throw CliError.NoSuchFile(shown);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliError.Unreadable(shown, e.Message);
        }
    }
}
