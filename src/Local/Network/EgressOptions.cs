namespace SlopTemporal.Local.Network;

/// <summary>What the proxy of one command may do, and how.</summary>
public sealed record EgressOptions
{
    /// <summary>The hosts that may be reached.</summary>
    public required AllowedHosts Hosts { get; init; }

    /// <summary>The proxy that this machine has to go through.</summary>
    public UpstreamProxies Upstream { get; init; } = UpstreamProxies.None;

    /// <summary>How hosts are found and reached.</summary>
    public EgressRoutes Routes { get; init; } = EgressRoutes.System;

    /// <summary>The clock of all limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
