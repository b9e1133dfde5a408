using System.Text.Json;
using SlopTemporal.Domain.Tracks.Reading;

namespace SlopTemporal.Starter.Tracks;

/// <summary>
/// Line and column of a field of the track itself, for problems that do not follow from the file, such as a repository that does not exist.
/// </summary>
internal static class FieldPosition
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Adds line and column of the field's value, or of the file where it has no such field.</summary>
    public static Problem WithPosition(this Problem problem, TrackFile file, string field)
    {
        var bytes = file.Bytes.AsSpan();
        var mark = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (Find(bytes[mark..], field) is not { } place)
        {
            return problem;
        }

        var before = bytes[mark..][..place];
        return problem with
        {
            JsonPointer = $"/{field}",
            Line = before.Count((byte)'\n') + 1,
            Column = System.Text.Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1,
        };
    }

    private static int? Find(ReadOnlySpan<byte> json, string field)
    {
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName
                && reader.CurrentDepth == 1
                && string.Equals(reader.GetString(), field, StringComparison.OrdinalIgnoreCase))
            {
                reader.Read();
                return (int)reader.TokenStartIndex;
            }
        }

        return null;
    }
}
