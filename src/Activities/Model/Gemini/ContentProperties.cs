using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What a part of a reply carries for the next request, as properties that survive JSON.</summary>
internal static class ContentProperties
{
    /// <summary>The part's thought signature, base64 as it came.</summary>
    public const string Signature = "gemini.signature";

    /// <summary>The model that was asked, and its service: a signature of another one is refused.</summary>
    public const string Model = "gemini.model";

    /// <summary>The call's id on the wire where it is not that of the content; empty: it had none.</summary>
    public const string CallId = "gemini.call_id";

    /// <summary>The call's name on the wire where it is not that of the content.</summary>
    public const string CallName = "gemini.call_name";

    public static void Set(AIContent content, string name, string value) => (content.AdditionalProperties ??= [])[name] = value;

    public static string? Get(AIContent content, string name) =>
        content.AdditionalProperties?.TryGetValue(name, out var value) is not true ? null : value switch
        {
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            _ => null,
        };
}
