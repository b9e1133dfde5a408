using System.Text.Json;
using SlopTemporal.Local.Files;

namespace SlopTemporal.Local.Settings;

/// <summary>A settings file as names and texts.</summary>
internal static class SettingsFile
{
    private const string SchemaName = "$schema";
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>What the file sets; nothing if there is none. Mistakes are added to the problems.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? path, List<string> problems)
    {
        var values = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(path))
        {
            return values;
        }

        try
        {
            using var document = JsonDocument.Parse(GivenFile.ReadText(path, MaxBytes), Lenient);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name != SchemaName))
            {
                switch (member.Value.ValueKind)
                {
                    case JsonValueKind.String:
                        values[member.Name] = member.Value.GetString()!;
                        break;
                    case JsonValueKind.Array or JsonValueKind.Number:
                        values[member.Name] = member.Value.GetRawText();
                        break;
                    default:
                        problems.Add($"{path}: {member.Name} must be a text in quotes, a number or a list.");
                        break;
                }
            }
        }
        catch (FileNotFoundException)
        {
            // Nobody has to have one.
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or UnauthorizedAccessException or IOException)
        {
            var reason = e is InvalidOperationException ? "it is not an object of names and values." : e.Message;
            problems.Add($"{path} cannot be read as settings: {reason}");
        }

        return values;
    }
}
