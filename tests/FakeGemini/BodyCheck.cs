using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Members and their kinds: the service takes no name that it does not know.</summary>
internal static class BodyCheck
{
    private const string Strings = "string*";

    // A letter in front: a member that only one of the services has.
    private static readonly Dictionary<string, Dictionary<string, (string Type, Backend? Only)>> Types = new()
    {
        ["Request"] = Of(
            "contents Content*",
            "systemInstruction Content",
            "tools Tool*",
            "toolConfig ToolConfig",
            "safetySettings SafetySetting*",
            "generationConfig GenerationConfig",
            "cachedContent string",
            "D serviceTier string",
            "V labels object"),
        ["Content"] = Of("role string", "parts Part*"),
        ["Part"] = Of(
            "text string",
            "inlineData Blob",
            "fileData FileData",
            "functionCall FunctionCall",
            "functionResponse FunctionResponse",
            "thought bool",
            "thoughtSignature bytes",
            "D toolCall object",
            "D toolResponse object",
            "D partMetadata object"),
        ["Blob"] = Of("mimeType string", "data bytes", "V displayName string"),
        ["FileData"] = Of("mimeType string", "fileUri string"),
        ["FunctionCall"] = Of("id string", "name string", "args object"),
        ["FunctionResponse"] = Of("id string", "name string", "response object", "parts object*"),
        ["Tool"] = Of("functionDeclarations FunctionDeclaration*", "D fileSearch object"),
        ["FunctionDeclaration"] = Of(
            "name string",
            "description string",
            "parameters Schema",
            "parametersJsonSchema object",
            "response Schema",
            "responseJsonSchema object"),
        ["Schema"] = Of(
            "type string",
            "format string",
            "title string",
            "description string",
            "nullable bool",
            $"enum {Strings}",
            "items Schema",
            "properties object",
            $"required {Strings}",
            $"propertyOrdering {Strings}",
            "anyOf Schema*",
            "minimum number",
            "maximum number",
            "pattern string",
            "V additionalProperties bool",
            "V ref string",
            "V defs object"),
        ["ToolConfig"] = Of("functionCallingConfig FunctionCallingConfig"),
        ["FunctionCallingConfig"] = Of("mode string", $"allowedFunctionNames {Strings}", "V streamFunctionCallArguments bool"),
        ["SafetySetting"] = Of("category string", "threshold string", "V method string"),
        ["GenerationConfig"] = Of(
            "temperature number",
            "topP number",
            "topK number",
            "candidateCount number",
            "maxOutputTokens number",
            $"stopSequences {Strings}",
            "responseMimeType string",
            "responseSchema Schema",
            "responseJsonSchema object",
            "seed number",
            "thinkingConfig ThinkingConfig",
            "V audioTimestamp bool",
            "V routingConfig object",
            "D enableEnhancedCivicAnswers bool"),
        ["ThinkingConfig"] = Of("thinkingLevel string", "thinkingBudget number", "includeThoughts bool"),
    };

    /// <summary>Null: all is known.</summary>
    public static Reply? Of(JsonObject body, Backend backend)
    {
        string[] paths = [.. Unknown(body, "Request", "", backend)];
        return paths.Length > 0 ? Errors.Unknown(paths) : null;
    }

    private static IEnumerable<string> Unknown(JsonNode? value, string type, string path, Backend backend)
    {
        if (type.EndsWith('*'))
        {
            return value is JsonArray items ? items.SelectMany((item, i) => Unknown(item, type[..^1], $"{path}[{i}]", backend)) : [path];
        }

        if (!Types.TryGetValue(type, out var members))
        {
            return IsOf(value, type) ? [] : [path];
        }

        return value is JsonObject all
            ? all.SelectMany(
                m => members.TryGetValue(Camel(m.Key), out var of)
                    && (of.Only ?? backend) == backend ? Unknown(m.Value, of.Type, Join(path, m.Key), backend) : [Join(path, m.Key)])
            : [path];
    }

    private static bool IsOf(JsonNode? value, string kind) => (kind, value?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or (
            "bool", JsonValueKind.True or JsonValueKind.False) or ("object", JsonValueKind.Object) => true,
        ("bytes", JsonValueKind.String) => IsBase64((string)value!),
        _ => false,
    };

    // Both alphabets are taken.
    private static bool IsBase64(string text) =>
        Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), new byte[text.Length], out _);

    private static string Join(string path, string name) => path.Length == 0 ? Snake(name) : $"{path}.{Snake(name)}";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Camel(string name) =>
        string.Concat(name.Split('_').Select((w, i) => i == 0 || w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));

    private static Dictionary<string, (string Type, Backend? Only)> Of(params string[] members) => members
        .Select(m => m.Split(' '))
        .ToDictionary(m => m[^2], m => (m[^1], m.Length == 2 ? (Backend?)null : m[0] == "V" ? Backend.Vertex : Backend.Developer));
}
