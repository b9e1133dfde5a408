using System.Globalization;

namespace SlopTemporal.Local.Network;

/// <summary>The variables that lead the programs of a command to its proxy.</summary>
public static class ProxyVariables
{
    /// <summary>A test that calls a server of its own does not ask the proxy.</summary>
    private const string Direct = "localhost,127.0.0.1,::1";

    /// <summary>All of them: hardly two programs read the same.</summary>
    /// <param name="port">Of the proxy, at 127.0.0.1 of the command's network.</param>
    /// <remarks>
    /// Not among them: <c>JAVA_TOOL_OPTIONS</c>, for which Java prints a line at each start, and <c>PIP_PROXY</c>, which would hold for
    /// local hosts too, where pip reads <c>HTTPS_PROXY</c> anyway.
    /// </remarks>
    public static IReadOnlyDictionary<string, string> For(int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        var proxy = $"http://127.0.0.1:{number}";
        // Java leaves local hosts out by itself. To say so takes a `|`, which the wrapper of an older Gradle gives to its shell.
        var java = $"-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort={number} -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort={number}";
        var variables = new Dictionary<string, string>
        {
            ["CARGO_HTTP_PROXY"] = proxy,
            ["NODE_USE_ENV_PROXY"] = "1",
            // Lists of withdrawn certificates lie at hosts of whoever issued them, and each would be refused.
            ["NUGET_CERT_REVOCATION_MODE"] = "offline",
            ["GRADLE_OPTS"] = java,
            // From 3.9 on it reads these properties only when it is told to, and 4 has another name for that.
            ["MAVEN_OPTS"] = $"{java} -Daether.connector.http.useSystemProperties=true -Daether.transport.apache.useSystemProperties=true",
        };
        foreach (var name in (string[])["npm_config_proxy", "npm_config_https_proxy", "YARN_HTTP_PROXY", "YARN_HTTPS_PROXY"])
        {
            variables[name] = proxy;
        }

        foreach (var name in (string[])["http_proxy", "https_proxy", "all_proxy"])
        {
            (variables[name], variables[name.ToUpperInvariant()]) = (proxy, proxy);
        }

        (variables["no_proxy"], variables["NO_PROXY"]) = (Direct, Direct);
        return variables;
    }
}
