using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>The order of contents: calls follow a user's content, their responses follow at once, one for each.</summary>
internal static class TurnCheck
{
    public static Reply? Of(string model, JsonObject body)
    {
        JsonNode[] contents = [.. body["contents"]!.AsArray().OfType<JsonNode>()];
        for (var i = 0; i < contents.Length; i++)
        {
            var calls = Members(contents[i], "functionCall");
            var responses = Members(contents[i], "functionResponse");
            var asked = i > 0 ? Members(contents[i - 1], "functionCall") : [];
            var isBetween = i > 0 && i < contents.Length - 1;
            if (calls.Length > 0
                && !(isBetween && (string?)contents[i]["role"] == "model" && (string?)contents[i - 1]["role"] == "user"))
            {
                return Errors.Invalid(
                    "Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
            }

            if (responses.Length != asked.Length)
            {
                return Errors.Invalid(
                    "Please ensure that the number of function response parts is equal to the number of function call parts of the "
                        + "function call turn.");
            }

            if (responses.Length > 0 && (string?)contents[i]["role"] != "user")
            {
                return Errors.Invalid("Please use a valid role: user, model.");
            }

            // The real service does not complain either: it has nothing to say any more.
            if (asked.Where((call, n) => !Fits(call, responses[n])).Any() && !model.StartsWith("gemini-2", StringComparison.Ordinal))
            {
                return Say.Only("STOP")(new(model, body, new()));
            }
        }

        return null;
    }

    private static JsonNode[] Members(JsonNode content, string name) =>
        [.. content["parts"]!.AsArray().Select(p => p![name]).OfType<JsonNode>()];

    private static bool Fits(JsonNode call, JsonNode response) =>
        (string?)call["id"] == (string?)response["id"] && (string?)call["name"] == (string?)response["name"];
}
