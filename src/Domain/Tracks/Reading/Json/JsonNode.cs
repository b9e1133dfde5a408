using System.Text;
using System.Text.Json;

namespace SlopTemporal.Domain.Tracks.Reading.Json;

/// <summary>A value in a <see cref="JsonTree"/>, or the name of a member.</summary>
internal readonly record struct JsonNode(JsonTree Tree, int Index)
{
    public JsonTokenType Kind => Tree[Index].Kind;

    public Span At => Tree[Index].At;

    /// <summary>The place to point at: a list or an object is marked by its bracket.</summary>
    public Span CaretSpan => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? Span.At(At.Start) : At;

    public ReadOnlySpan<byte> Raw => Tree.Text.Slice(At);

    /// <summary>The value that belongs to the name of a member.</summary>
    public JsonNode Value => new(Tree, Index + 1);

    /// <summary>The items of a list, or the names of the members of an object; empty for anything else.</summary>
    public JsonChildren Children => new(this);

    /// <summary>A string or a name without quotes and escapes; anything else as it is written.</summary>
    public string Text
    {
        get
        {
            if (Kind is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                return Encoding.UTF8.GetString(Raw);
            }

            if (!Raw.Contains((byte)'\\'))
            {
                return Encoding.UTF8.GetString(Raw[1..^1]);
            }

            var reader = new Utf8JsonReader(Raw);
            reader.Read();
            return reader.GetString()!;
        }
    }

    /// <summary>What it is, for a complaint that it should be something else.</summary>
    public string Describe() => Kind switch
    {
        JsonTokenType.String => $"the text {Printable.Quote(Text)}",
        JsonTokenType.Number => $"the number {Printable.Shorten(Text)}",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        _ => Text,
    };
}
