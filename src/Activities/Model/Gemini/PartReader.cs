using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Reads the parts of one reply.</summary>
/// <param name="earlierCalls">Calls in the conversation so far, so that made-up ids stay apart.</param>
internal sealed class PartReader(GeminiModel model, int earlierCalls)
{
    /// <summary>Models sometimes repeat the service's inner name of a tool.</summary>
    private const string Namespace = "default_api:";

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public int Calls { get; private set; }

    /// <summary>Null: nothing that we know.</summary>
    public AIContent? Read(JsonElement part)
    {
        var signature = part.Text("thoughtSignature");
        AIContent? content = part.Member("functionCall") is { ValueKind: JsonValueKind.Object } call
            ? Call(call)
            : Text(part, signature is not null);
        if (content is not null && signature is not null)
        {
            ContentProperties.Set(content, ContentProperties.Signature, signature);
            ContentProperties.Set(content, ContentProperties.Model, model.Signer);
        }

        return content;
    }

    // An empty text can carry a signature.
    private static AIContent? Text(JsonElement part, bool isSigned) => part.Text("text") switch
    {
        null => null,
        "" when !isSigned => null,
        var text when part.IsTrue("thought") => new TextReasoningContent(text),
        var text => new TextContent(text),
    };

    private FunctionCallContent Call(JsonElement call)
    {
        Calls++;
        var wireId = call.Text("id") ?? "";
        var isUsable = wireId.Length > 0 && _ids.Add(wireId);
        var name = call.Text("name") ?? "";
        var content = Content(
            isUsable ? wireId : string.Create(CultureInfo.InvariantCulture, $"gem_{earlierCalls + Calls}"),
            name.StartsWith(Namespace, StringComparison.Ordinal) ? name[Namespace.Length..] : name,
            call.Member("args"));
        if (!isUsable)
        {
            ContentProperties.Set(content, ContentProperties.CallId, wireId);
        }

        if (content.Name != name)
        {
            ContentProperties.Set(content, ContentProperties.CallName, name);
        }

        return content;
    }

    private static FunctionCallContent Content(string id, string name, JsonElement? arguments) => arguments switch
    {
        null => new(id, name, new Dictionary<string, object?>(StringComparer.Ordinal)),
        // The last one of two members of the same name counts, as in any reader of JSON.
        { ValueKind: JsonValueKind.Object } all => new(
            id,
            name,
            all.EnumerateObject().GroupBy(p => p.Name).ToDictionary(p => p.Key, p => (object?)p.Last().Value, StringComparer.Ordinal)),
        var other => new(id, name) { Exception = new JsonException($"the arguments are a JSON {other.Value.ValueKind}, not an object") },
    };
}
