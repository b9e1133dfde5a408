using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>The whole environment of a command: no secret is in it, because only what is named here is.</summary>
internal static class SandboxEnvironment
{
    // Places and certificates, no secrets.
    private static readonly string[] Kept =
    [
        "DOTNET_ROOT", "JAVA_HOME", "GOROOT",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO",
    ];

    private static readonly string[] KeptWithNetwork =
        ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy"];

    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["PATH"] = string.Join(Path.PathSeparator, ProgramPath.Folders),
        ["LANG"] = "C.UTF-8",
        ["TERM"] = "dumb",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
        ["DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK"] = "true",
        // Servers that outlive a build would run it outside the sandbox, or hold the next one up.
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["NuGetAudit"] = "false",
    };

    /// <summary>The variables of the worker that a command gets.</summary>
    internal static IEnumerable<string> Passed(SandboxNetwork network) =>
        network == SandboxNetwork.Host ? Kept.Concat(KeptWithNetwork) : Kept;

    /// <param name="home">Where the command sees its home folder.</param>
    public static Dictionary<string, string> For(SandboxRequest request, string home)
    {
        var environment = new Dictionary<string, string>(Fixed)
        {
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,
            // Its own cache to write, the person's to read: setup and the offline commands after it must agree.
            ["NUGET_PACKAGES"] = Path.Combine(home, ".nuget", "packages"),
        };
        if (PackageCache.Folder is { } cache)
        {
            environment["NUGET_FALLBACK_PACKAGES"] = cache;
        }

        foreach (var name in Passed(request.Network))
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        foreach (var (name, value) in request.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }
}
