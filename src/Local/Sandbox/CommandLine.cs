using SlopTemporal.Local.Processes;

namespace SlopTemporal.Local.Sandbox;

/// <summary>What a command has in common with and without a sandbox.</summary>
internal static class CommandLine
{
    /// <summary>Commands give way to the worker and the server, and are the first to go where memory ends.</summary>
    private const string GiveWay = "echo 1000 > /proc/self/oom_score_adj; exec nice -n 10 \"$@\"";

    /// <summary>One stream for both, so that they stay in order; no core files in the worktree.</summary>
    public static string[] Shell(SandboxRequest request) => ["/bin/sh", "-c", "exec 2>&1; ulimit -c 0; " + request.Command];

    public static ProcessSpec Spec(SandboxRequest request, Dictionary<string, string> environment, IReadOnlyList<string> line)
    {
        IReadOnlyList<string> whole = request.IsShort || !OperatingSystem.IsLinux() ? line : ["/bin/sh", "-c", GiveWay, "sh", .. line];
        return new()
        {
            File = whole[0],
            Arguments = [.. whole.Skip(1)],
            WorkingDirectory = request.Worktree,
            Environment = environment,
            Timeout = request.Timeout,
            IsShort = request.IsShort,
            KeptBytes = request.KeptBytes,
            OnOutput = request.OnOutput,
            OnStarted = request.OnStarted,
            Watch = request.IsShort || !OperatingSystem.IsLinux()
                ? null
                : (pid, cancellationToken) => SandboxWatch.RunAsync(request.Limits, request.Worktree, pid, cancellationToken),
        };
    }
}
