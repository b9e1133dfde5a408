namespace SlopTemporal.Local.Network;

/// <summary>What a list says of a host and a port.</summary>
public enum Admission
{
    Allowed,
    NotOnTheList,
    OtherPort,
}

/// <summary>The hosts that commands with network may reach: exact names, with where each comes from.</summary>
public sealed record AllowedHosts(IReadOnlyList<AllowedHost> All)
{
    /// <summary>Where nothing may be reached.</summary>
    public static AllowedHosts None { get; } = new([]);

    /// <summary>The registries that package managers use by themselves.</summary>
    public static AllowedHosts Public { get; } = new(
    [
        .. Of("NuGet", "api.nuget.org", "www.nuget.org", "globalcdn.nuget.org"),
        .. Of("npm", "registry.npmjs.org", "registry.yarnpkg.com"),
        .. Of("pip", "pypi.org", "files.pythonhosted.org"),
        .. Of("cargo", "index.crates.io", "static.crates.io", "crates.io"),
        .. Of("go", "proxy.golang.org", "sum.golang.org"),
        .. Of("Maven", "repo.maven.apache.org", "repo1.maven.org"),
        // Its wrapper goes on to GitHub from there, which is no registry: whoever wants it names it.
        .. Of("Gradle", "plugins.gradle.org", "plugins-artifacts.gradle.org", "services.gradle.org", "downloads.gradle.org"),
        .. Of("RubyGems", "rubygems.org", "index.rubygems.org"),
        .. Of("Composer", "repo.packagist.org"),
    ]);

    /// <summary>The one list of a command.</summary>
    /// <param name="registries">What the person's own configuration names.</param>
    /// <param name="remotes">Addresses of the repository's remotes; what is not http or https is left out.</param>
    /// <param name="setting">The setting <c>network_allow</c>.</param>
    public static AllowedHosts For(PersonalRegistries registries, IEnumerable<string> remotes, NetworkAllow setting) => new(
    [
        .. Public.All
            .Concat(registries.Hosts)
            .Concat(remotes.Select(url => AllowedHost.Of(url, "git remote")).OfType<AllowedHost>())
            .Concat(setting.Hosts.Select(place => new AllowedHost(place.Host, place.Port, NetworkAllow.Setting)))
            .DistinctBy(allowed => (allowed.Host, allowed.Port)),
    ]);

    /// <summary>Whether a connection may be made.</summary>
    public Admission Admits(HostPort target)
    {
        var found = All.Where(allowed => allowed.Host == target.Host).ToList();
        return found.Count == 0 ? Admission.NotOnTheList
            : found.Exists(allowed => allowed.Opens(target.Port)) ? Admission.Allowed
            : Admission.OtherPort;
    }

    /// <summary>One line: how many, the package managers by name, and each other host with its origin.</summary>
    public string Describe()
    {
        var managers = Public.All.Select(allowed => allowed.Origin).ToHashSet();
        var shipped = All.Select(allowed => allowed.Origin).Where(managers.Contains).Distinct().ToList();
        var others = All.Where(allowed => !managers.Contains(allowed.Origin))
            .GroupBy(allowed => allowed.Origin)
            .Select(group => $"from {group.Key}: {string.Join(", ", group.Select(allowed => allowed.Name))}");
        string[] parts = [.. shipped.Count == 0 ? [] : new[] { string.Join(", ", shipped) }, .. others];
        return All.Count == 0 ? "no hosts" : $"{All.Count} hosts: {string.Join("; ", parts)}";
    }

    private static IEnumerable<AllowedHost> Of(string origin, params string[] hosts) =>
        hosts.Select(host => new AllowedHost(host, null, origin));
}
