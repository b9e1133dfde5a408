using System.Text.Json;
using SlopTemporal.Domain.Attempts;
using SlopTemporal.Domain.Json;

namespace SlopTemporal.Domain.Gates;

/// <summary>
/// The file in which a person changes a call: the text that it is all about, as what it is, or all arguments as JSON where none of them
/// is such a text.
/// </summary>
public static class CallDraft
{
    /// <summary>The arguments that a person would change, the first one that a call has.</summary>
    private static readonly string[] Texts = ["content", "new_text", "command"];

    /// <summary>What an editor opens.</summary>
    public static GateDraft Create(JsonElement arguments)
    {
        var text = Find(arguments);
        return new(
            FileName(text, arguments),
            text is null ? JsonSerializer.Serialize(arguments, SlopJson.Indented) : arguments.GetProperty(text).GetString()!,
            text is null ? null : string.Join('\n', Rest(text, arguments)));
    }

    /// <summary>The arguments with the text that a person saved.</summary>
    /// <exception cref="Requests.RequestException">It is no JSON, where it has to be.</exception>
    public static JsonElement Read(JsonElement arguments, string saved) => Find(arguments) is { } text
        ? JsonSerializer.SerializeToElement(
            arguments.EnumerateObject().ToDictionary(
                argument => argument.Name,
                argument => argument.Name == text ? JsonSerializer.SerializeToElement(saved) : argument.Value,
                StringComparer.Ordinal),
            SlopJson.Options)
        : GateEdit.SavedObject(saved);

    private static string? Find(JsonElement arguments) =>
        Texts.FirstOrDefault(name => ToolSubject.TextArgument(arguments, name) is not null);

    private static string FileName(string? text, JsonElement arguments) => text switch
    {
        null => "arguments.json",
        "command" => "command.sh",
        _ => ToolSubject.TextArgument(arguments, "path") is { } path ? BaseName(path) : "text.txt",
    };

    /// <summary>The last part of a path that a model wrote, as a name of a file wherever the editor runs.</summary>
    private static string BaseName(string path)
    {
        var name = string.Concat(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]
            .Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
        return name.TrimStart('.', '-') is { Length: > 0 and <= 100 } plain ? plain : "text.txt";
    }

    private static IEnumerable<string> Rest(string text, JsonElement arguments) => arguments.EnumerateObject()
        .Where(argument => argument.Name != text)
        .Select(argument => argument.Value.ValueKind == JsonValueKind.String
            ? $"{argument.Name}: {argument.Value.GetString()}"
            : $"{argument.Name}: {argument.Value.GetRawText()}");
}
