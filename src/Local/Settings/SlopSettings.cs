using SlopTemporal.Domain.Models;
using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Settings;

/// <summary>What may be set outside of track files, with what holds where nothing is set.</summary>
public sealed record SlopSettings
{
    /// <summary>Where commands run.</summary>
    public SandboxMode Sandbox { get; init; } = SandboxMode.Auto;

    /// <summary>Host and port of a Temporal server; null: the home's own.</summary>
    public string? TemporalAddress { get; init; }

    public string TemporalNamespace { get; init; } = "default";

    /// <summary>The ladder of tier 3, first rung first.</summary>
    public IReadOnlyList<ModelName> Models { get; init; } =
        [new("gemini", "gemini-2.5-flash-lite"), new("gemini", "gemini-2.5-flash"), new("gemini", "gemini-3.1-pro-preview")];

    /// <summary>How long a command may take that says nothing else.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of a command's output that are kept as evidence.</summary>
    public int KeptOutputBytes { get; init; } = ProcessSpec.DefaultKeptBytes;

    /// <summary>Characters of a tool's result that a model is shown.</summary>
    public int ShownOutputCharacters { get; init; } = 16_000;
}

/// <summary>Where commands run, from the least protection to the most.</summary>
public enum SandboxMode
{
    /// <summary>On the machine as it is: for throw-away containers only.</summary>
    Off,

    /// <summary>In the sandbox where it works; elsewhere each command is asked for.</summary>
    Auto,

    /// <summary>In the sandbox, or not at all.</summary>
    Required,
}
