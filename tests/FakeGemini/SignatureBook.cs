using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Signatures that were given out: each stands for one part of one model's reply.</summary>
public sealed class SignatureBook
{
    private const string Member = "thoughtSignature";

    private static readonly string[] Dummies =
    [
        .. new[] { "skip_thought_signature_validator", "context_engineering_is_the_way_to_go" }.SelectMany(
            d => new[] { d, Convert.ToBase64String(Encoding.UTF8.GetBytes(d)) }),
    ];

    private readonly ConcurrentDictionary<string, (string Model, JsonNode Part)> _given = new();

    /// <summary>Signs a part that the model is about to answer.</summary>
    public JsonObject Sign(string model, JsonObject part)
    {
        var signature = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        _given[signature] = (model, part.DeepClone());
        part[Member] = signature;
        return part;
    }

    /// <summary>Null: the calls of the current turn are signed as they have to be.</summary>
    internal Reply? Check(string model, JsonObject body)
    {
        if (model.StartsWith("gemini-2", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode[] contents = [.. body["contents"]!.AsArray().OfType<JsonNode>()];
        var start = Array.FindLastIndex(
            contents, c => (string?)c["role"] == "user" && c["parts"]!.AsArray().Any(p => p!["functionResponse"] is null));
        for (var i = start + 1; i < contents.Length; i++)
        {
            JsonObject[] parts = [.. contents[i]["parts"]!.AsArray().OfType<JsonObject>()];
            if (Array.FindIndex(parts, p => p["functionCall"] is not null) is >= 0 and var first && parts[first][Member] is null)
            {
                return Errors.Invalid(
                    $"Function call is missing a thought_signature in functionCall parts. Function call "
                        + $"`default_api:{parts[first]["functionCall"]!["name"]}`, position {i + 1}.");
            }

            if (parts.Any(p => p[Member] is { } signature && !IsGood(model, p, (string)signature!)))
            {
                return Errors.Invalid("Corrupted thought signature.");
            }
        }

        return null;
    }

    private bool IsGood(string model, JsonObject part, string signature)
    {
        if (Dummies.Contains(signature))
        {
            return true;
        }

        var bare = part.DeepClone().AsObject();
        bare.Remove(Member);
        return _given.TryGetValue(signature, out var given) && given.Model == model && JsonNode.DeepEquals(bare, given.Part);
    }
}
