using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Members and their kinds: the service takes no name that it does not know.</summary>
internal static class BodyCheck
{
    private const string Strings = "string*";

    private static readonly Dictionary<string, Dictionary<string, string>> Types = new()
    {
        ["Request"] = Of("contents Content*", "systemInstruction Content", "tools Tool*", "toolConfig ToolConfig", "safetySettings SafetySetting*", "generationConfig GenerationConfig", "cachedContent string", "serviceTier string"),
        ["Content"] = Of("role string", "parts Part*"),
        ["Part"] = Of("text string", "inlineData Blob", "fileData FileData", "functionCall FunctionCall", "functionResponse FunctionResponse", "thought bool", "thoughtSignature bytes"),
        ["Blob"] = Of("mimeType string", "data bytes"),
        ["FileData"] = Of("mimeType string", "fileUri string"),
        ["FunctionCall"] = Of("id string", "name string", "args object"),
        ["FunctionResponse"] = Of("id string", "name string", "response object", "parts object*"),
        ["Tool"] = Of("functionDeclarations FunctionDeclaration*"),
        ["FunctionDeclaration"] = Of("name string", "description string", "parameters Schema", "parametersJsonSchema object", "response Schema", "responseJsonSchema object"),
        ["Schema"] = Of("type string", "format string", "title string", "description string", "nullable bool", $"enum {Strings}", "items Schema", "properties object", $"required {Strings}", $"propertyOrdering {Strings}", "anyOf Schema*", "minimum number", "maximum number", "pattern string"),
        ["ToolConfig"] = Of("functionCallingConfig FunctionCallingConfig"),
        ["FunctionCallingConfig"] = Of("mode string", $"allowedFunctionNames {Strings}"),
        ["SafetySetting"] = Of("category string", "threshold string"),
        ["GenerationConfig"] = Of("temperature number", "topP number", "topK number", "candidateCount number", "maxOutputTokens number", $"stopSequences {Strings}", "responseMimeType string", "responseSchema Schema", "responseJsonSchema object", "seed number", "thinkingConfig ThinkingConfig"),
        ["ThinkingConfig"] = Of("thinkingLevel string", "thinkingBudget number", "includeThoughts bool"),
    };

    /// <summary>Null: all is known.</summary>
    public static Reply? Of(JsonObject body)
    {
        string[] paths = [.. Unknown(body, "Request", "")];
        return paths.Length > 0 ? Errors.Unknown(paths) : null;
    }

    private static IEnumerable<string> Unknown(JsonNode? value, string type, string path)
    {
        if (type.EndsWith('*'))
        {
            return value is JsonArray items ? items.SelectMany((item, i) => Unknown(item, type[..^1], $"{path}[{i}]")) : [path];
        }

        if (!Types.TryGetValue(type, out var members))
        {
            return IsOf(value, type) ? [] : [path];
        }

        return value is JsonObject all
            ? all.SelectMany(m => members.TryGetValue(Camel(m.Key), out var of) ? Unknown(m.Value, of, Join(path, m.Key)) : [Join(path, m.Key)])
            : [path];
    }

    private static bool IsOf(JsonNode? value, string kind) => (kind, value?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("bool", JsonValueKind.True or JsonValueKind.False) or ("object", JsonValueKind.Object) => true,
        ("bytes", JsonValueKind.String) => IsBase64((string)value!),
        _ => false,
    };

    // Both alphabets are taken.
    private static bool IsBase64(string text) => Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), new byte[text.Length], out _);

    private static string Join(string path, string name) => path.Length == 0 ? Snake(name) : $"{path}.{Snake(name)}";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Camel(string name) => string.Concat(name.Split('_').Select((w, i) => i == 0 || w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));

    private static Dictionary<string, string> Of(params string[] members) => members.Select(m => m.Split(' ')).ToDictionary(m => m[0], m => m[1]);
}
