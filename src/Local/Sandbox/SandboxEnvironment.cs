namespace SlopTemporal.Local.Sandbox;

/// <summary>The whole environment of a command: no secret is in it, because only what is named here is.</summary>
internal static class SandboxEnvironment
{
    /// <summary>Variables of the worker that name places, and no secrets: SDKs and certificates.</summary>
    internal static IReadOnlyList<string> Places { get; } =
    [
        "DOTNET_ROOT", "JAVA_HOME", "GOROOT",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "PIP_CERT",
        "npm_config_cafile",
    ];

    private static readonly Dictionary<string, string> Fixed = new()
    {
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

    /// <param name="home">Where the command sees its home folder.</param>
    /// <param name="request">The command, for its own variables.</param>
    /// <param name="path">Its folders of programs.</param>
    public static Dictionary<string, string> For(SandboxRequest request, string home, IReadOnlyList<string> path)
    {
        var environment = new Dictionary<string, string>(Fixed)
        {
            ["PATH"] = string.Join(Path.PathSeparator, path),
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,
            // Its own cache to write, the person's to read: setup and the offline commands after it must agree.
            ["NUGET_PACKAGES"] = Path.Combine(home, ".nuget", "packages"),
        };
        if (PackageCache.Folder is { } cache)
        {
            environment["NUGET_FALLBACK_PACKAGES"] = cache;
        }

        foreach (var name in Places)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        foreach (var (folder, name) in ToolManagers.Current.Where(manager => manager.Variable is not null))
        {
            environment[name!] = folder;
        }

        foreach (var (name, value) in request.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }
}
