using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>The body of a call. What stays the same from turn to turn comes first and is written alike each time, so that the service's
/// cache finds it.</summary>
internal static class RequestWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="FaultException">Something cannot be said to this service.</exception>
    public static byte[] Write(GeminiModel model, IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var request = new JsonObject();
        Add(request, "systemInstruction", System(messages, options));
        ToolWriter.Write(request, options);
        Add(request, "generationConfig", GenerationWriter.Write(model, options));
        request["contents"] = new ContentWriter(model).Write(messages);

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            request.WriteTo(writer);
        }

        return buffer.ToArray();
    }

    private static JsonObject? System(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var said = messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text).Append(options?.Instructions ?? "");
        string[] texts = [.. said.Where(t => t.Length > 0)];
        return texts.Length == 0 ? null : new() { ["parts"] = new JsonArray([.. texts.Select(t => new JsonObject { ["text"] = t })]) };
    }

    private static void Add(JsonObject to, string name, JsonNode? value)
    {
        if (value is not null)
        {
            to[name] = value;
        }
    }
}
