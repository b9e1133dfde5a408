using SlopTemporal.Domain.Tracks;

namespace SlopTemporal.Local.Settings;

/// <summary>What may be set outside of track files, with what holds where nothing is set.</summary>
public sealed record SlopSettings
{
    public const string SandboxVariable = "SLOP_SANDBOX";
    public const string AddressVariable = "TEMPORAL_ADDRESS";
    public const string NamespaceVariable = "TEMPORAL_NAMESPACE";

    /// <summary>Where commands run.</summary>
    public SandboxMode Sandbox { get; init; } = SandboxMode.Auto;

    /// <summary>Host and port of a Temporal server; null: the home's own.</summary>
    public string? TemporalAddress { get; init; }

    /// <summary>Namespace on that server.</summary>
    public string TemporalNamespace { get; init; } = "default";
}
