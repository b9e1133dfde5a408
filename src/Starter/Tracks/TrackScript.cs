using System.Text.Json;

namespace SlopTemporal.Starter.Tracks;

/// <summary>The script of the scripted model: named, or that of an example that came with the program.</summary>
internal static class TrackScript
{
    public const string DefaultName = "script.json";

    private const int MaxBytes = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The script, which can be used; null: there is none, and real models answer.</summary>
    /// <exception cref="CliError">It is no script.</exception>
    public static byte[]? Read(TrackFile file, RunOptions options) => FindPath(file, options) is { } path ? Read(path) : null;

    /// <summary>Where the script lies; null: there is none.</summary>
    public static string? FindPath(TrackFile file, RunOptions options) => options.Live
        ? null
        : options.Script ?? (Beside(file) is { } beside && Examples.IsScript(beside) ? beside : null);

    /// <summary>
    /// Says that a script beside the track file is not played: it may be any file of that name, and whoever put it there would answer in
    /// the place of the models that the person means to ask. Null: there is none, or its use was decided.
    /// </summary>
    public static string? NotPlayed(TrackFile file, RunOptions options) =>
        !options.Live && FindPath(file, options) is null && Beside(file) is { } beside
            ? $"{beside} is not played, real models answer; to play it, without a key and without cost: --script {beside}"
            : null;

    private static string? Beside(TrackFile file)
    {
        var beside = Path.Combine(file.Folder, DefaultName);
        return File.Exists(beside) ? beside : null;
    }

    private static byte[] Read(string path)
    {
        try
        {
            var bytes = GivenFile.Read(path, MaxBytes, PipeUse.Read);
            using var script = JsonDocument.Parse(bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0), Lenient);
            return script.RootElement.ValueKind == JsonValueKind.Object
                ? bytes
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
