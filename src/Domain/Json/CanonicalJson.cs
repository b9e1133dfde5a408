using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SlopTemporal.Domain.Json;

/// <summary>JSON in one form: the same value is the same text, however it was written.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = SlopJson.Options.Encoder };

    /// <summary>
    /// Members in the order of their names, the last of two with the same name, texts escaped in one way. A number stays as it is written:
    /// another spelling is another text.
    /// </summary>
    public static string Write(JsonElement value)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Plain))
        {
            Write(value, writer);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    // As deep as its reader let it be.
    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().GroupBy(m => m.Name).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Key);
                    Write(member.Last().Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
