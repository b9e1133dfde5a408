using SlopTemporal.Activities.Model.Http;
using SlopTemporal.Local.Providers;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Model.Gemini;

/// <summary>All that may be set about calls to Gemini, with what holds where nothing is set.</summary>
public sealed record GeminiOptions
{
    /// <summary>Null: none was set.</summary>
    public ApiKey? Key { get; init; }

    /// <summary>Where the service is; null: at Google's public host.</summary>
    public string? Address { get; init; }

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the first byte of a reply: a large model may think before it says anything.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Longest silence within a reply.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest that a call may take; the service is told.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What the settings say beside the environment.</summary>
    public GeminiOptions With(SlopSettings settings) => this with
    {
        FirstByte = TimeSpan.FromSeconds(settings.FirstByteSeconds),
        Idle = TimeSpan.FromSeconds(settings.IdleSeconds),
        Total = TimeSpan.FromSeconds(settings.TotalSeconds),
    };

    /// <summary>What the environment says.</summary>
    public static GeminiOptions From(EnvironmentVariables environment) => new()
    {
        Key = (environment[GeminiDescriptor.GoogleKey] ?? environment[GeminiDescriptor.GeminiKey]) is { } key ? new(key) : null,
        Address = environment[GeminiDescriptor.Address],
    };
}
