using SlopTemporal.Local.Processes;

namespace SlopTemporal.RealRepositories;

/// <summary>Commands of a person with a home folder that is empty at first: no cache and no setting of this machine is in it.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <param name="proxy">For what is not https; null: none.</param>
    public static Task<ProcessResult> RunAsync(string folder, string command, string? proxy = null)
    {
        var home = Directory.CreateDirectory(folder.TrimEnd('/') + ".home").FullName;
        return ProcessRunner.Shared.RunAsync(
            new()
            {
                File = "/bin/sh",
                Arguments = ["-c", "exec 2>&1; " + command],
                WorkingDirectory = folder,
                Environment = new Dictionary<string, string>
                {
                    ["PATH"] = string.Join(Path.PathSeparator, ProgramPath.Folders),
                    ["HOME"] = home,
                    ["http_proxy"] = proxy ?? "",
                    ["LANG"] = "C.UTF-8",
                    ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                    ["DOTNET_NOLOGO"] = "1",
                    ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
                    // Servers of a build would outlive it.
                    ["MSBUILDDISABLENODEREUSE"] = "1",
                    ["UseSharedCompilation"] = "false",
                    ["NuGetAudit"] = "false",
                },
                Timeout = Limit,
            },
            TestContext.Current.CancellationToken);
    }

    public static async Task MustAsync(string folder, string command, string? proxy = null)
    {
        var result = await RunAsync(folder, command, proxy);
        Assert.True(result.Succeeded, $"{command} ended with {result.ExitCode} in {folder}:\n{result.Output}");
    }
}
