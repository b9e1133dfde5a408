using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlopTemporal.Starter.Tracks;

/// <summary>
/// A file of tickets for a running track; what it names with <c>@path</c> is put in, since the track does not see the file.
/// </summary>
internal static class TicketsToAdd
{
    /// <summary>Maximum size: they are sent in one signal, which the history keeps.</summary>
    public const int MaxBytes = 100 * 1024;

    /// <summary>The same as it is written, with blanks and comments.</summary>
    private const int MaxFileBytes = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="terminal">Where the path starts, and standard input.</param>
    /// <param name="shown">The path as the user wrote it; <c>-</c>: standard input.</param>
    /// <exception cref="CliError">It cannot be read, or is too much.</exception>
    public static JsonNode Read(Terminal terminal, string shown)
    {
        var path = terminal.FullPath(shown);
        try
        {
            var text = shown == "-" ? ReadStart(terminal.In) : GivenFile.ReadText(path, MaxFileBytes, PipeUse.Read);
            var node = JsonNode.Parse(text, documentOptions: Lenient) ?? throw CliError.Unreadable(shown, "it holds no ticket");
            var files = new DescriptionFiles(shown == "-" ? terminal.Folder : Path.GetDirectoryName(path)!);
            foreach (var ticket in node is JsonArray list ? list : (IEnumerable<JsonNode?>)[node])
            {
                InlineDescription(ticket as JsonObject, files, shown);
            }

            return Encoding.UTF8.GetByteCount(node.ToJsonString()) > MaxBytes
                ? throw CliError.Unreadable(shown, $"it has more than {MaxBytes} bytes; add fewer tickets at a time")
                : node;
        }
        catch (FileNotFoundException)
        {
            throw CliError.NoSuchFile(shown);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw CliError.Unreadable(shown, e is JsonException ? $"it is not JSON: {e.Message}" : e.Message);
        }
    }

    // What is cut here has too many bytes in any case, or is no JSON.
    private static string ReadStart(TextReader input)
    {
        var text = new char[MaxFileBytes];
        return new(text, 0, input.ReadBlock(text));
    }

    private static void InlineDescription(JsonObject? ticket, DescriptionFiles files, string shown)
    {
        if (ticket?["description"] is not JsonValue value || !value.TryGetValue<string>(out var text) || text is not ['@', not '@', ..])
        {
            return;
        }

        var file = files.Read(text[1..]);
        var read = file.Text ?? throw CliError.Unreadable(shown, $"it names {text[1..]}, which {file.Error}");
        ticket["description"] = read.StartsWith('@') ? $"@{read}" : read;
    }
}
