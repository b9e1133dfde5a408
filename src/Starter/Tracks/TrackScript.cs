using System.Text.Json;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The script of the scripted model: named, or beside the track file.</summary>
internal static class TrackScript
{
    public const string DefaultName = "script.json";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Puts the script into the content store; null: there is none, and real models answer.</summary>
    public static string? Store(TrackFile file, RunOptions options, ContentStore store) =>
        FindPath(file, options) is { } path ? Store(path, store) : null;

    /// <summary>Where the script lies; null: there is none.</summary>
    public static string? FindPath(TrackFile file, RunOptions options)
    {
        var beside = Path.Combine(file.Folder, DefaultName);
        return options.Live ? null : options.Script ?? (File.Exists(beside) ? beside : null);
    }

    private static string Store(string path, ContentStore store)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var script = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), Lenient);
            return script.RootElement.ValueKind == JsonValueKind.Object
                ? store.Put(bytes)
                : throw CliError.BadScript(path, "it is not a JSON object");
        }
        catch (JsonException e)
        {
            throw CliError.BadScript(path, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliError.BadScript(path, e.Message);
        }
    }
}
