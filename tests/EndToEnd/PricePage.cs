using SlopTemporal.FakeGemini;

namespace SlopTemporal.EndToEnd;

/// <summary>The price page of some models, by hand; none of their prices has a date.</summary>
internal static class PricePage
{
    public static decimal Of(Billed reply)
    {
        var (input, output, cached) = reply.Model switch
        {
            "gemini-3-flash-preview" => (0.50m, 3.00m, 0.05m),
            "gemini-3.5-flash-lite" => (0.30m, 2.50m, 0.03m),
            "gemini-3.5-flash" => (1.50m, 9.00m, 0.15m),
            "gemini-3.1-pro-preview" => (2.00m, 12.00m, 0.20m),
            _ => throw new InvalidOperationException(reply.Model),
        };
        return (((reply.Prompt - reply.Cached) * input) + (reply.Cached * cached) + ((reply.Output + reply.Thoughts) * output)) / 1_000_000;
    }
}
