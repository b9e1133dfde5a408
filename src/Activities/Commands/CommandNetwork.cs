using SlopTemporal.Domain.Tracks;
using SlopTemporal.Local.Git;
using SlopTemporal.Local.Network;
using SlopTemporal.Local.Sandbox;
using SlopTemporal.Local.Settings;

namespace SlopTemporal.Activities.Commands;

/// <summary>What commands that have the network reach, and how their programs find the way.</summary>
public sealed class CommandNetwork(Git git)
{
    /// <summary>Its registries are the person's, with network or without: a build that finds others than setup did starts over.</summary>
    public static SandboxRequest WithRegistries(SandboxRequest request, PersonalRegistries registries) => request with
    {
        Environment = new Dictionary<string, string>(registries.Variables),
        HomeFiles = [.. registries.Files.Select(file => new HomeFile(file.Path, file.Text))],
    };

    /// <summary>Leads the programs of a command in the sandbox to its proxy.</summary>
    public static SandboxRequest WithProxy(SandboxRequest request, EgressProxy proxy) => request with
    {
        Network = proxy.ServeAsync,
        Environment = new Dictionary<string, string>(request.Environment.Concat(ProxyVariables.For(SandboxPlaces.ProxyPort))),
    };

    /// <summary>Without a sandbox a command reaches what the worker does, the way that it does.</summary>
    public static SandboxRequest WithoutSandbox(SandboxRequest request) => request with
    {
        Environment = new Dictionary<string, string>(request.Environment.Concat(UpstreamProxies.OwnVariables())),
    };

    /// <summary>A proxy for one command of a track.</summary>
    /// <exception cref="GitException">The remotes of its repository cannot be read.</exception>
    public async Task<EgressProxy> OpenAsync(
        TrackDocument document, PersonalRegistries registries, SlopSettings settings, CancellationToken cancellationToken)
    {
        var repository = document.Repository is { } root ? await GitRepository.DiscoverAsync(git, root, cancellationToken) : null;
        var remotes = repository is null ? [] : await repository.RemoteUrlsAsync(cancellationToken);
        return new(new()
        {
            Hosts = AllowedHosts.For(registries, remotes, settings.NetworkAllow),
            Upstream = UpstreamProxies.From(Environment.GetEnvironmentVariable),
        });
    }
}
