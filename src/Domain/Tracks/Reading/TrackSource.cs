namespace SlopTemporal.Domain.Tracks.Reading;

/// <summary>Where a track's text comes from; Domain opens no files, so the caller brings the means.</summary>
/// <param name="FileName">Name or path of the file; a track without an id is named after it.</param>
/// <param name="ReadFile">Reads the file of an <c>@path</c>, relative to the track file. Null: no file can be named.</param>
public sealed record TrackSource(string FileName, Func<string, FileText>? ReadFile = null);

/// <summary>The text of a file, or the reason why there is none.</summary>
public sealed record FileText
{
    private FileText(string? text, string? error) => (Text, Error) = (text, error);

    /// <summary>Null if the file could not be read.</summary>
    public string? Text { get; }

    /// <summary>Completes "the file … " such as <c>does not exist</c>; null if there is a text.</summary>
    public string? Error { get; }

    /// <summary>A file that was read.</summary>
    public static FileText FromText(string text) => new(text, null);

    /// <summary>A file that could not be read.</summary>
    /// <param name="reason">Completes "the file … ", such as <c>does not exist</c>.</param>
    public static FileText Unreadable(string reason) => new(null, reason);
}
