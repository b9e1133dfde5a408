namespace SlopTemporal.Local.Providers;

/// <summary>Models of any endpoint that speaks as OpenAI does.</summary>
public static class OpenAiDescriptor
{
    public const string Key = "OPENAI_API_KEY";

    /// <summary>Another endpoint than OpenAI's own; one on the own machine needs no key.</summary>
    public const string Address = "OPENAI_BASE_URL";

    private const string HowToGetKey = $"set {Key} in the environment, or {Address} to an endpoint that needs none";

    public static ProviderDescriptor Value { get; } = new()
    {
        Name = "openai",
        Variables = [new(Key, IsSecret: true), new(Address) { GivesAccess = true }],
        HowToGetKey = HowToGetKey,
        Endpoint = new(new("https://api.openai.com/v1"), Address),
        FindKeyProblem = environment => (environment[Key] ?? environment[Address]) is null ? KeyProblem.Missing(HowToGetKey) : null,
        AcceptsHighOutputLimit = false,
    };
}
