using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using SlopTemporal.Activities.Model.Http;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>An error in place of a reply, in any of the forms that compatible endpoints give it.</summary>
/// <param name="Code">A machine word such as insufficient_quota; empty: none.</param>
/// <param name="Delay">The wait that the server asked for; null: none.</param>
internal sealed record OpenAiError(int Status, string Code, string Message, TimeSpan? Delay)
{
    public static OpenAiError Read(ClientResultException refusal, TimeProvider time)
    {
        var response = refusal.GetRawResponse();
        var body = Body(response);
        var root = JsonReading.Parse(body);
        var error = root.Member("error") ?? root;
        var said = error is { ValueKind: System.Text.Json.JsonValueKind.String } words
            ? words.GetString()
            : error?.Text("message") ?? error?.Text("detail");
        return new(
            refusal.Status,
            error?.Text("code") ?? error?.Text("type") ?? "",
            string.IsNullOrWhiteSpace(said) ? ProviderFailures.WithoutMessage(body) : said,
            Wait(response, time));
    }

    public override string ToString() => $"{Status}{(Code.Length > 0 ? " " + Code : "")}: {Message}";

    private static string Body(PipelineResponse? response)
    {
        try
        {
            return response?.Content.ToString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // It was not read to its end; the status alone says enough.
            return "";
        }
    }

    // At once would be a storm of calls where the server always says so.
    private static TimeSpan? Wait(PipelineResponse? response, TimeProvider time)
    {
        var asked = Header(response, "retry-after");
        var wait = Seconds(Header(response, "retry-after-ms"), 0.001) ?? Seconds(asked, 1) ?? Until(asked, time);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan? Seconds(string text, double unit) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit is >= 0 and < 1e7 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static TimeSpan? Until(string text, TimeProvider time) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date - time.GetUtcNow()
            : null;

    private static string Header(PipelineResponse? response, string name) =>
        response is not null && response.Headers.TryGetValue(name, out var value) ? value ?? "" : "";
}
