using System.Text;
using System.Text.Json.Nodes;

namespace SlopTemporal.FakeGemini;

/// <summary>Errors as Google writes them.</summary>
public static class Errors
{
    private const string Types = "type.googleapis.com/google.rpc.";

    public static Reply NotFound(string message) => Of(404, "NOT_FOUND", message);

    public static Reply NoKey() => Of(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.");

    /// <summary>It says the key again, as no server should.</summary>
    public static Reply BadKey(string key) => Of(400, "INVALID_ARGUMENT", $"API key not valid: {key}. Please pass a valid API key.",
        Detail("ErrorInfo", ("reason", "API_KEY_INVALID"), ("domain", "googleapis.com")),
        Detail("LocalizedMessage", ("locale", "en-US"), ("message", "API key not valid. Please pass a valid API key.")));

    /// <summary>It says the token again, as no server should.</summary>
    public static Reply BadToken(string token) =>
        Of(401, "UNAUTHENTICATED", $"Request had invalid authentication credentials: {token}. Expected OAuth 2 access token, login cookie "
            + "or other valid authentication credential.",
        Detail("ErrorInfo", ("reason", "ACCESS_TOKEN_TYPE_UNSUPPORTED"), ("domain", "googleapis.com")));

    public static Reply NoPermission(string project, string location, string model) => Of(403, "PERMISSION_DENIED",
        $"Permission 'aiplatform.endpoints.predict' denied on resource "
            + $"'//aiplatform.googleapis.com/projects/{project}/locations/{location}/publishers/google/models/{model}' "
            + "(or it may not exist).",
        Detail("ErrorInfo", ("reason", "IAM_PERMISSION_DENIED"), ("domain", "aiplatform.googleapis.com")));

    public static Reply Invalid(string message) => Of(400, "INVALID_ARGUMENT", message);

    public static Reply Unknown(IReadOnlyCollection<string> paths) => Of(
        400,
        "INVALID_ARGUMENT",
        string.Join('\n', paths.Select(p => $"Invalid JSON payload received. Unknown name or wrong value at '{p}'")),
        Detail("BadRequest", ("fieldViolations", new JsonArray([.. paths.Select(p => new JsonObject { ["field"] = p })]))));

    public static Reply TooMany(string delay) => Of(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.",
        Quota("GenerateContentInputTokensPerModelPerMinute-FreeTier", "250000"), Detail("RetryInfo", ("retryDelay", delay)));

    public static Reply TooManyToday() => Of(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.",
        Quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "20"), Detail("RetryInfo", ("retryDelay", "34.074824224s")));

    public static Reply NoQuotaAtAll() =>
        Of(429, "RESOURCE_EXHAUSTED", "Quota exceeded for metric: requests, limit: 0, model: gemini-3.1-pro");

    public static Reply Of(int code, string status, string message, params JsonObject[] details) => new()
    {
        Status = code,
        ContentType = "application/json; charset=UTF-8",
        Writes = [Encoding.UTF8.GetBytes(Body(code, status, message, details).ToJsonString(new() { WriteIndented = true }))],
    };

    public static JsonObject Body(int code, string status, string message, params JsonObject[] details)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message, ["status"] = status };
        if (details.Length > 0)
        {
            error["details"] = new JsonArray([.. details]);
        }

        return new() { ["error"] = error };
    }

    private static JsonObject Quota(string id, string value) =>
        Detail("QuotaFailure", ("violations", new JsonArray(new JsonObject { ["quotaId"] = id, ["quotaValue"] = value })));

    private static JsonObject Detail(string type, params (string Name, JsonNode Value)[] members)
    {
        var detail = new JsonObject { ["@type"] = Types + type };
        foreach (var (name, value) in members)
        {
            detail[name] = value;
        }

        return detail;
    }
}
