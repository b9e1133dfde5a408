using SlopTemporal.Domain.Models;

namespace SlopTemporal.Local.Providers;

/// <summary>Google's models by the Developer API, with a key.</summary>
public static class GeminiDescriptor
{
    /// <summary>The key. Google's own libraries read both variables, and let this one win.</summary>
    public const string GoogleKey = "GOOGLE_API_KEY";

    /// <summary>The same, and the one that people are told to set.</summary>
    public const string GeminiKey = "GEMINI_API_KEY";

    public const string Address = "GOOGLE_GEMINI_BASE_URL";

    private const string HowToGetKey = $"set {GeminiKey} in the environment (keys are made in Google AI Studio)";

    public static ProviderDescriptor Value { get; } = new()
    {
        Name = ModelName.Gemini,
        Variables = [new(GoogleKey, IsSecret: true), new(GeminiKey, IsSecret: true), new(Address)],
        HowToGetKey = HowToGetKey,
        Endpoint = new(new("https://generativelanguage.googleapis.com"), Address),
        FindKeyProblem = environment => (environment[GoogleKey] ?? environment[GeminiKey]) is null ? KeyProblem.Missing(HowToGetKey) : null,
    };
}
