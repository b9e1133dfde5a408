using System.Globalization;

namespace SlopTemporal.Local.Network;

/// <summary>The worker's own proxies, as its variables name them.</summary>
/// <param name="Https">For tunnels; null: none.</param>
/// <param name="Http">For plain requests; null: none.</param>
/// <param name="Direct">Hosts that are reached without one: a name with all below it, with a port or not; <c>*</c> is every host.</param>
/// <param name="Problems">Variables whose proxies cannot be used, with what to do.</param>
public sealed record UpstreamProxies(
    UpstreamProxy? Https, UpstreamProxy? Http, IReadOnlyList<string> Direct, IReadOnlyList<string> Problems)
{
    /// <summary>The variables that name them, in both cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"];

    public static UpstreamProxies None { get; } = new(null, null, [], []);

    /// <param name="variable">Reads a variable of the worker.</param>
    public static UpstreamProxies From(Func<string, string?> variable)
    {
        var problems = new List<string>();
        var all = First("all_proxy", "ALL_PROXY");
        var https = First("https_proxy", "HTTPS_PROXY") ?? all;
        var http = First("http_proxy", "HTTP_PROXY") ?? all;
        var direct = variable("no_proxy") is { Length: > 0 } lower ? lower : variable("NO_PROXY") ?? "";
        return new(
            https, http, direct.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries), [.. problems.Distinct()]);

        UpstreamProxy? First(params string[] names)
        {
            var name = Array.Find(names, n => !string.IsNullOrWhiteSpace(variable(n)));
            if (name is null)
            {
                return null;
            }

            var proxy = UpstreamProxy.Parse(variable(name)!.Trim(), name);
            if (proxy is null)
            {
                // Its text may hold a password.
                problems.Add($"{name} does not name a proxy with http:// or https://: commands with network go past it.");
            }

            return proxy;
        }
    }

    /// <summary>The worker's own variables of proxies, for a command that goes the way that the worker does.</summary>
    public static IReadOnlyDictionary<string, string> OwnVariables() =>
        Names.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => !string.IsNullOrEmpty(variable.Value))
            .ToDictionary(variable => variable.Name, variable => variable.Value!);

    /// <summary>The proxy for a target; null: it is reached without one.</summary>
    public UpstreamProxy? For(HostPort target, bool tunnel) =>
        (tunnel ? Https : Http) is { } proxy && !Direct.Any(entry => Covers(entry, target)) ? proxy : null;

    private static bool Covers(string entry, HostPort target)
    {
        if (entry == "*")
        {
            return true;
        }

        var colon = entry.LastIndexOf(':');
        var (text, port) = colon > 0 && int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (entry[..colon], number)
            : (entry, target.Port);
        return port == target.Port
            && HostNames.Normalise(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text.TrimStart('.')) is { } name
            && (target.Host == name || target.Host.EndsWith("." + name, StringComparison.Ordinal));
    }
}
