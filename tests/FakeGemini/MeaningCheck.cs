using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlopTemporal.FakeGemini;

/// <summary>What is well-formed and still refused.</summary>
internal static partial class MeaningCheck
{
    private static readonly string[] Data = ["text", "inlineData", "fileData", "functionCall", "functionResponse"];

    private static readonly string[] Modes = ["AUTO", "ANY", "NONE", "VALIDATED"];

    public static Reply? Of(string model, JsonObject body) =>
        (
            Contents(body["contents"] as JsonArray)
                ?? Declarations(body)
                ?? Mode(body["toolConfig"]?["functionCallingConfig"])
                ?? Thinking(model, body["generationConfig"])) is { } problem
            ? Errors.Invalid(problem)
            : null;

    private static string? Contents(JsonArray? contents) => contents switch
    {
        null or { Count: 0 } => "* GenerateContentRequest.contents: contents is not specified",
        _ when contents.Any(c => (string?)c!["role"] is not ("user" or "model")) => "Please use a valid role: user, model.",
        _ when contents.Any(c => c!["parts"] is not JsonArray { Count: > 0 }) =>
            "* GenerateContentRequest.contents.parts: contents.parts must not be empty.",
        _ when contents.SelectMany(c => c!["parts"]!.AsArray()).Any(
            p => Data.Count(d => p![d] is not null) != 1) => "required oneof field 'data' must have one initialized field",
        _ => null,
    };

    private static string? Declarations(JsonObject body)
    {
        JsonNode[] all = [
            .. (body["tools"] as JsonArray ?? []).SelectMany(t => t!["functionDeclarations"] as JsonArray ?? []).OfType<JsonNode>()
        ];
        return all switch
        {
            { Length: > 128 } => "at most 128 function declarations are supported",
            _ when all.Any(d => !Name().IsMatch((string?)d["name"] ?? "")) => "Invalid function name.",
            _ when all.Any(
                d => d["parameters"] is not null
                    && d["parametersJsonSchema"] is not null) => "parameters and parametersJsonSchema are mutually exclusive",
            _ => null,
        };
    }

    private static string? Mode(JsonNode? config) => config switch
    {
        null => null,
        _ when !Modes.Contains((string?)config["mode"]) => "Invalid value at 'tool_config.function_calling_config.mode'",
        _ when config["allowedFunctionNames"] is not null
            && (string?)config["mode"] is not ("ANY" or "VALIDATED") => "allowed_function_names needs mode ANY",
        _ => null,
    };

    private static string? Thinking(string model, JsonNode? config)
    {
        var (level, budget) = ((string?)config?["thinkingConfig"]?["thinkingLevel"], config?["thinkingConfig"]?["thinkingBudget"]);
        return level switch
        {
            not null when budget is not null => "You can only set only one of thinking budget and thinking level.",
            not null when model.StartsWith("gemini-2", StringComparison.Ordinal) => "Thinking level is not supported for this model.",
            "MINIMAL" when model is "gemini-3.1-pro-preview" or "gemini-4-argon" =>
                "Thinking level MINIMAL is not supported for this model.",
            null or "MINIMAL" or "LOW" or "MEDIUM" or "HIGH" => null,
            _ => "Invalid value at 'generation_config.thinking_config.thinking_level'",
        };
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,63}$")]
    private static partial Regex Name();
}
