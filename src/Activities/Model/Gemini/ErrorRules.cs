using SlopTemporal.Domain.Models;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>What follows from an error of the service.</summary>
internal static class ErrorRules
{
    /// <summary>An error in place of a reply.</summary>
    public static Fault FromStatus(int status, string body, TimeSpan? retryAfter, ErrorAdvice advice) =>
        GeminiError.Parse(body) is { } error
        ? From(error, status, retryAfter, advice)
        : From(new(status, "", ProviderFailures.WithoutMessage(body)), status, retryAfter, advice);

    /// <summary>An error after a reply had begun: the status says 200, so the error has to say it all.</summary>
    public static Fault FromStream(GeminiError error, ErrorAdvice advice)
    {
        var fault = From(error, Code(error), null, advice);
        return fault with { Reason = $"within the stream: {fault.Reason}" };
    }

    private static Fault From(GeminiError error, int code, TimeSpan? retryAfter, ErrorAdvice advice)
    {
        // At once would be a storm of calls where the server always says so.
        var delay = (error.RetryDelay ?? retryAfter) is { } asked && asked > TimeSpan.Zero ? asked : (TimeSpan?)null;
        var said = $"{code}{(error.Status.Length > 0 ? " " + error.Status : "")}: {error.Message}";
        return code switch
        {
            _ when advice.BadKey is { } badKey && error.Reasons.Contains("API_KEY_INVALID") => Fault.Final($"{badKey} ({said})"),
            // Signed by another key or project: the next model gets none of these signatures.
            400 when NamesSignature(error.Message) => Fault.Quality($"a thought signature was refused ({said})"),
            _ when OverlongPrompt.IsReported(code, error.Message) =>
                Fault.Quality($"the conversation is longer than the model takes ({said})"),
            401 => Fault.Final($"{advice.Unknown} ({said})"),
            403 => Fault.Final($"{advice.Forbidden} ({said})"),
            404 => Fault.Quality($"{advice.Gone} ({said})"),
            429 when error.IsZeroQuota => Fault.Final($"{advice.NoQuota} ({said})"),
            429 => TooMany(error, delay, said),
            408 or 499 or >= 500 when delay > ProviderFailures.LongestBusyWait =>
                new(FailureKind.Quota, $"the service is not available for a long time ({said})", delay),
            408 or 499 or >= 500 => new(FailureKind.Transient, said, delay),
            _ => Fault.Final(said),
        };
    }

    private static Fault TooMany(GeminiError error, TimeSpan? delay, string said)
    {
        var daily = error.Quotas.FirstOrDefault(
            q => q.Contains("PerDay", StringComparison.OrdinalIgnoreCase) || q.Contains("Daily", StringComparison.OrdinalIgnoreCase));
        var isLong = delay > ProviderFailures.LongestBusyWait;
        return daily is not null || isLong
            ? new(FailureKind.Quota, $"the quota is used up{(daily is null ? "" : $": {daily}")} ({said})", delay)
            : new(FailureKind.Transient, said, delay);
    }

    private static bool NamesSignature(string message) =>
        message.Contains("thought_signature", StringComparison.OrdinalIgnoreCase)
        || message.Contains("thought signature", StringComparison.OrdinalIgnoreCase);

    private static int Code(GeminiError error) => error.Code ?? error.Status switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "RESOURCE_EXHAUSTED" => 429,
        "CANCELLED" => 499,
        "UNAVAILABLE" => 503,
        "DEADLINE_EXCEEDED" => 504,
        // An error that says nothing is the server's own.
        _ => 500,
    };
}
