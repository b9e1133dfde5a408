using System.Text;
using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>A value, or the name of one, where it stands, and the index of the token after it and all that is inside it.</summary>
internal readonly record struct JsonToken(JsonTokenType Kind, Span At, int Next);

/// <summary>Parsed JSON that remembers its places: one flat table, so that no depth or length costs a stack.</summary>
/// <remarks>The framework's documents do not tell where a value stands, and every message about a track file shows its line.</remarks>
internal sealed class JsonTree(SourceText text, List<JsonToken> tokens)
{
    public SourceText Text => text;

    public JsonNode Root => new(this, 0);

    public JsonToken this[int index] => tokens[index];

    /// <summary>JSON pointer of the innermost value that holds this byte.</summary>
    public string PointerAt(int offset)
    {
        var pointer = new StringBuilder();
        for (JsonNode? node = Root; node is { } inside;)
        {
            node = null;
            var (index, members) = (0, inside.Kind == JsonTokenType.StartObject);
            foreach (var child in inside.Children)
            {
                var held = members ? child.Value.At with { Start = child.At.Start } : child.At;
                if (held.Contains(offset))
                {
                    pointer.Append('/').Append(members ? Escape(child.Text) : $"{index}");
                    node = members ? child.Value : child;
                    break;
                }

                index++;
            }
        }

        return pointer.ToString();
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
