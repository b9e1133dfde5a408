namespace SlopTemporal.Local.Settings;

/// <summary>Variables of the environment that say how to reach an endpoint that speaks as OpenAI does.</summary>
public static class OpenAiVariables
{
    public const string Key = "OPENAI_API_KEY";

    /// <summary>Another endpoint than OpenAI's own; one on the own machine needs no key.</summary>
    public const string Address = "OPENAI_BASE_URL";
}
