using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>An error as Google's services write it, in any of its wrappings.</summary>
internal sealed partial record GeminiError(int? Code, string Status, string Message)
{
    private const int MostWrappings = 3;

    /// <summary>Machine words such as API_KEY_INVALID.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Quotas that were hit, such as GenerateRequestsPerDayPerProjectPerModel-FreeTier.</summary>
    public IReadOnlyList<string> Quotas { get; init; } = [];

    /// <summary>One of the quotas is zero: the plan has none.</summary>
    public bool IsZeroQuota { get; init; }

    /// <summary>How long to wait.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The error in a body, or null: it holds none.</summary>
    public static GeminiError? Parse(string body) => Parse(body, MostWrappings);

    private static GeminiError? Parse(string body, int wrappings)
    {
        // Streamed errors were seen with doubled commas.
        var root = JsonReading.Parse(body)
            ?? (body.Contains("error", StringComparison.Ordinal) ? JsonReading.Parse(Commas().Replace(body, ",")) : null);
        if (root is { ValueKind: JsonValueKind.Array } array)
        {
            root = array.EnumerateArray().FirstOrDefault();
        }

        if (root.Member("error") is not { } error)
        {
            return null;
        }

        // Proxies put the whole error into the message of another one.
        var message = error.ValueKind == JsonValueKind.String ? error.GetString()! : error.Text("message") ?? "";
        return (wrappings > 0 && message.Contains('{', StringComparison.Ordinal) ? Parse(message, wrappings - 1) : null)
            ?? Read(error, message);
    }

    private static GeminiError Read(JsonElement error, string message)
    {
        JsonElement[] details = [.. error.Items("details")];
        JsonElement[] violations = [.. Typed(details, "QuotaFailure").SelectMany(d => d.Items("violations"))];
        return new((int?)error.Number("code"), error.Text("status") ?? "", message)
        {
            Reasons = [.. Typed(details, "ErrorInfo").Concat(error.Items("errors")).Select(d => d.Text("reason")).OfType<string>()],
            Quotas = [.. violations.Select(v => v.Text("quotaId")).OfType<string>()],
            IsZeroQuota = violations.Any(v => v.Text("quotaValue") == "0") || ZeroLimit().IsMatch(message),
            RetryDelay = Typed(details, "RetryInfo").Select(d => Delay(d.Text("retryDelay"))).FirstOrDefault(d => d is not null)
                ?? Delay(RetryIn().Match(message).Groups[1].Value),
        };
    }

    private static IEnumerable<JsonElement> Typed(JsonElement[] details, string type) =>
        details.Where(d => d.ValueKind == JsonValueKind.Object && d.EnumerateObject().Any(p => IsType(p, type)));

    // Stray spaces were seen around the name of the member.
    private static bool IsType(JsonProperty member, string type) => member.Name.Trim() == "@type"
        && member.Value.ValueKind == JsonValueKind.String
        && member.Value.GetString()!.EndsWith("." + type, StringComparison.Ordinal);

    /// <summary>A duration as protobuf writes it, such as 34.07s; 900ms was seen too.</summary>
    private static TimeSpan? Delay(string? text)
    {
        if (text is null || !text.EndsWith('s'))
        {
            return null;
        }

        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? 0.001 : 1;
        return double.TryParse(text.TrimEnd('s').TrimEnd('m'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is >= 0 and < 1e7 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    [GeneratedRegex(@",(\s*,)+")]
    private static partial Regex Commas();

    [GeneratedRegex(@"\blimit:\s*0(?![\d.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZeroLimit();

    [GeneratedRegex(@"\bretry in ([\d.]+m?s)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RetryIn();
}
