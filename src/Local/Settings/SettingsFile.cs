using System.Text.Json;
using SlopTemporal.Domain.Models;
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
        var (values, places) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        if (string.IsNullOrEmpty(path))
        {
            return values;
        }

        try
        {
            using var document = JsonDocument.Parse(GivenFile.ReadText(path, MaxBytes), Lenient);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name != SchemaName))
            {
                foreach (var (name, value, place) in Flatten(member.Name, member.Value, member.Name))
                {
                    if (!places.TryAdd(name, place))
                    {
                        problems.Add($"{path}: {name} is set twice, as {places[name]} and as {place}.");
                    }

                    switch (value.ValueKind)
                    {
                        case JsonValueKind.String:
                            values[name] = value.GetString()!;
                            break;
                        case JsonValueKind.Array or JsonValueKind.Number:
                            values[name] = value.GetRawText();
                            break;
                        default:
                            problems.Add($"{path}: {name} must be a text in quotes, a number or a list.");
                            break;
                    }
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

    /// <summary>
    /// The members of an object under their names with that of the object: <c>models.tier_4.thinking</c>. A <c>ladder</c> is the value of
    /// the object itself, and that of the tier which works tickets is <c>models</c>.
    /// </summary>
    private static IEnumerable<(string Name, JsonElement Value, string Place)> Flatten(string name, JsonElement value, string place)
    {
        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any())
        {
            return value.EnumerateObject().SelectMany(member => Flatten(
                IsLadder(name, member.Name) ? name : $"{name}.{member.Name}", member.Value, $"{place}.{member.Name}"));
        }

        return [(name == $"{TierKeys.Ladders}.{Tier.Name(Tier.Worker)}" ? TierKeys.Ladders : name, value, place)];
    }

    private static bool IsLadder(string name, string member) =>
        member == "ladder" && name.Split('.')[0] == TierKeys.Ladders;
}
