using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlopTemporal.Domain.Models;

/// <summary>A model of a provider, written <c>provider:name</c>; a bare <c>gemini-…</c> means <c>gemini:gemini-…</c>.</summary>
[JsonConverter(typeof(ModelNameConverter))]
public sealed record ModelName(string Provider, string Name)
{
    /// <summary>Google's models through the Gemini Developer API.</summary>
    public const string Gemini = "gemini";

    /// <summary>Provider of the model that answers from a file.</summary>
    public const string Scripted = "scripted";

    /// <summary>Answers from a file: nothing is called, nothing is paid.</summary>
    public bool IsScripted => Provider == Scripted;

    /// <summary>Reads <c>provider:name</c>, or a bare <c>gemini-…</c>.</summary>
    /// <exception cref="FormatException">There is no provider, or no name.</exception>
    public static ModelName Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon, text) switch
        {
            ( > 0, _) when colon < text.Length - 1 => new(text[..colon], text[(colon + 1)..]),
            ( < 0, _) when text.StartsWith("gemini-", StringComparison.Ordinal) => new(Gemini, text),
            _ => throw new FormatException(
                $"'{text}' is not a model; expected provider:name, such as {Gemini}:gemini-3.8-flash, vertex:gemini-3.8-flash (Vertex AI) "
                + "or openai:NAME (any compatible endpoint)."),
        };
    }

    public override string ToString() => $"{Provider}:{Name}";
}

internal sealed class ModelNameConverter : JsonConverter<ModelName>
{
    public override ModelName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return ModelName.Parse(reader.GetString() ?? "");
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, ModelName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
