using System.Text.Json;
using Microsoft.Extensions.AI;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>Reads a count of tokens; the counts of a stream grow, so that the last one holds.</summary>
internal static class UsageReader
{
    private static readonly string[] Raw =
        ["promptTokenCount", "candidatesTokenCount", "thoughtsTokenCount", "toolUsePromptTokenCount", "cachedContentTokenCount"];

    public static UsageDetails Read(JsonElement usage)
    {
        var thoughts = usage.Number("thoughtsTokenCount") ?? 0;
        var input = (usage.Number("promptTokenCount") ?? 0) + (usage.Number("toolUsePromptTokenCount") ?? 0);
        // The service counts thoughts beside the output, chat clients within it.
        var output = (usage.Number("candidatesTokenCount") ?? 0) + thoughts;
        return new()
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            ReasoningTokenCount = thoughts,
            CachedInputTokenCount = usage.Number("cachedContentTokenCount") ?? 0,
            TotalTokenCount = usage.Number("totalTokenCount") ?? input + output,
            AdditionalCounts = new(Raw.Where(n => usage.Number(n) is not null).Select(n => KeyValuePair.Create(n, usage.Number(n)!.Value))),
        };
    }
}
