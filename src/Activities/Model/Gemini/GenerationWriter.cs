using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Settings of a generation: only what the options say.</summary>
internal static class GenerationWriter
{
    /// <summary>Null: the options say nothing.</summary>
    public static JsonObject? Write(GeminiModel model, ChatOptions? options)
    {
        var config = new JsonObject();
        if (options is not null)
        {
            // Newer models loop where sampling is touched.
            Add(config, "temperature", model.IsFrom3 ? null : options.Temperature);
            Add(config, "topP", model.IsFrom3 ? null : options.TopP);
            Add(config, "topK", model.IsFrom3 ? null : options.TopK);
            Add(config, "maxOutputTokens", options.MaxOutputTokens);
            Add(
                config,
                "stopSequences",
                options.StopSequences is { Count: > 0 } stops ? new JsonArray([.. stops.Select(s => JsonValue.Create(s))]) : null);
            Add(config, "seed", options.Seed is { } seed ? unchecked((int)seed) : null);
            AddFormat(config, options.ResponseFormat);
            Add(
                config,
                "thinkingConfig",
                Thinking(model, options.Reasoning, options.AdditionalProperties?.GetValueOrDefault(ModelOptions.ThinkingLevel) as string));
        }

        return config.Count == 0 ? null : config;
    }

    private static void AddFormat(JsonObject config, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return;
        }

        config["responseMimeType"] = "application/json";
        if (json.Schema is { } schema)
        {
            var node = JsonNode.Parse(schema.GetRawText());
            (node as JsonObject)?.Remove("$schema");
            config["responseJsonSchema"] = node;
        }
    }

    private static JsonObject? Thinking(GeminiModel model, ReasoningOptions? reasoning, string? named)
    {
        var thinking = new JsonObject();
        Add(thinking, "thinkingLevel", model.IsFrom3 ? named ?? Level(reasoning?.Effort) : null);
        Add(thinking, "thinkingBudget", model.IsFrom3 ? null : Budget(reasoning?.Effort));
        Add(thinking, "includeThoughts", reasoning?.Output switch
        {
            null => null,
            ReasoningOutput.None => false,
            _ => true,
        });
        return thinking.Count == 0 ? null : thinking;
    }

    // LOW is the least that all of them know; none can be told not to think.
    private static string? Level(ReasoningEffort? effort) => effort switch
    {
        null => null,
        ReasoningEffort.None or ReasoningEffort.Low => "LOW",
        ReasoningEffort.Medium => "MEDIUM",
        _ => "HIGH",
    };

    private static int? Budget(ReasoningEffort? effort) => effort switch
    {
        null => null,
        ReasoningEffort.None => 0,
        ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 8192,
        _ => 24576,
    };

    private static void Add(JsonObject to, string name, JsonNode? value)
    {
        if (value is not null)
        {
            to[name] = value;
        }
    }
}
