namespace SlopTemporal.Local.Settings;

/// <summary>Variables of the environment that say how to reach Gemini.</summary>
public static class GeminiVariables
{
    /// <summary>The key of the Developer API. Google's own libraries read both, and let this one win.</summary>
    public const string Key = "GOOGLE_API_KEY";

    /// <summary>The same, and the one that people are told to set.</summary>
    public const string OtherKey = "GEMINI_API_KEY";

    public const string Address = "GOOGLE_GEMINI_BASE_URL";
}
