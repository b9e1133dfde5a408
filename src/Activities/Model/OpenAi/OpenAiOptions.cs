using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model.OpenAi;

/// <summary>All that may be set about calls to an endpoint that speaks as OpenAI does, with what holds where nothing is set.</summary>
public sealed record OpenAiOptions
{
    /// <summary>Null: none was set.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>Where the endpoint is; null: at OpenAI's public host.</summary>
    public string? Address { get; init; }

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a whole reply, or for the next piece of a streamed one: a large model may think for minutes before it says
    /// anything.</summary>
    public TimeSpan Network { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What the settings say beside the environment. Every call is streamed, so that silence is what is limited.</summary>
    public OpenAiOptions With(SlopSettings settings) =>
        this with { Network = TimeSpan.FromSeconds(Math.Max(settings.FirstByteSeconds, settings.IdleSeconds)) };

    /// <summary>What the environment says.</summary>
    public static OpenAiOptions From(EnvironmentVariables environment) => new()
    {
        Key = environment[OpenAiDescriptor.Key] is { } key ? new(key) : null,
        Address = environment[OpenAiDescriptor.Address],
    };
}
